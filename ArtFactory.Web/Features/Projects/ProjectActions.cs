using ArtFactory.Data.Projects;
using ArtFactory.Engine;
using ArtFactory.Engine.Projects;
using ArtFactory.Web.Shared;

namespace ArtFactory.Web.Features.Projects;

/// <summary>What can be done to a project, each with its words and its way back.</summary>
public sealed class ProjectActions(IProjectShelf projects, Dialogs dialogs, Toasts toasts)
{
    /// <summary>Asks for a name and makes a project; its id, or null when it was not made.</summary>
    public async Task<Guid?> CreateAsync()
    {
        if (await dialogs.AskTextAsync("New project", "Name", verb: "Create", placeholder: "Foxes in autumn") is not { } name) return null;
        try
        {
            return await projects.CreateAsync(name);
        }
        catch (InvalidInputException e)
        {
            toasts.Failed(e.Message);
            return null;
        }
    }

    public async Task RenameAsync(ProjectCard card)
    {
        if (await dialogs.AskTextAsync("Rename the project", "Name", card.Name, "Rename") is not { } name || name == card.Name) return;
        await EditAsync(card, name, card.Description, "The project is renamed.");
    }

    public async Task DescribeAsync(ProjectCard card)
    {
        if (await dialogs.AskTextAsync("Describe the project", "Description", card.Description, "Save", multiline: true) is not { } text || text == card.Description) return;
        await EditAsync(card, card.Name, text, "The description is saved.");
    }

    async Task EditAsync(ProjectCard card, string name, string? description, string done)
    {
        try
        {
            await projects.EditAsync(card.Id, name, description);
            toasts.Done(done, () => projects.EditAsync(card.Id, card.Name, card.Description));
        }
        catch (InvalidInputException e)
        {
            toasts.Failed(e.Message);
        }
    }

    public async Task SetStatusAsync(ProjectCard card, ProjectStatus status)
    {
        await projects.SetStatusAsync(card.Id, status);
        var word = status switch { ProjectStatus.Archived => "archived", ProjectStatus.Completed => "marked as completed", _ => "active again" };
        toasts.Done($"“{card.Name}” is {word}.", () => projects.SetStatusAsync(card.Id, card.Status));
    }

    /// <summary>Puts the project in the trash, with what is in it.</summary>
    public async Task TrashAsync(ProjectCard card)
    {
        await projects.TrashAsync(card.Id);
        toasts.Done($"“{card.Name}” and its {Figures.Count(card.ProductCount, "product")} are in the trash.", () => projects.RestoreAsync(card.Id));
    }
}
