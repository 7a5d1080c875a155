using ArtFactory.Engine.Live;
using ArtFactory.Engine.Projects;
using Microsoft.AspNetCore.Components;

namespace ArtFactory.Web.Shell;

/// <summary>
/// The project a person works in, for the length of a circuit; it follows them from page to page. The address wins: a page opened with
/// <c>?project=</c> sets it. The shell remembers it in the browser.
/// </summary>
public sealed class ProjectContext(IProjectShelf projects, IDatabaseWatch database)
{
    /// <summary>The chosen project; null means all of them.</summary>
    public ProjectCard? Current { get; private set; }

    /// <summary>The chosen project's id; null means all of them.</summary>
    public Guid? Id => Current?.Id;

    /// <summary>Another project was chosen, or the chosen one was edited.</summary>
    public event Action? Changed;

    /// <summary>Chooses a project by id; null, or one that is gone, chooses all.</summary>
    public async Task SelectAsync(Guid? id, CancellationToken cancellationToken = default)
    {
        if (id == Id) return;
        ProjectCard? card;
        try
        {
            card = id is { } known ? await projects.FindAsync(known, cancellationToken) : null;
        }
        catch (Exception e) when (database.IsAway(e))
        {
            // The choice stays as it was; the page itself says what is wrong.
            return;
        }

        Set(card is { DeletedAt: null } ? card : null);
    }

    /// <summary>Chooses a project that is at hand already.</summary>
    public void Set(ProjectCard? card)
    {
        if (Equals(card, Current)) return;
        Current = card;
        Changed?.Invoke();
    }

    /// <summary>Chooses a project as a person does: a list that its address narrows follows, an open project gives way to the one just chosen.</summary>
    public void Choose(ProjectCard? card, NavigationManager navigation)
    {
        Set(card);
        var place = navigation.ToBaseRelativePath(navigation.Uri).Split('?')[0];
        if (NavigationPage.All.Any(p => p.TakesProject && p.Path == "/" + place))
            navigation.NavigateTo(navigation.GetUriWithQueryParameter("project", card?.Id));
        else if (place.StartsWith("projects/", StringComparison.Ordinal))
            navigation.NavigateTo(card is null ? "/" : $"/projects/{card.Id}");
    }

    /// <summary>The address with the project in its query, if one is chosen.</summary>
    public string Link(string path) =>
        Id is not { } id ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "project=" + id;
}
