using MudBlazor;

namespace ArtFactory.Web.Shared;

/// <summary>Short words at the edge of the page about what was done, with a way back where there is one.</summary>
public sealed class Toasts(ISnackbar snackbar)
{
    /// <summary>Says what was done; <paramref name="undo"/> puts an Undo button beside it.</summary>
    public void Done(string message, Func<Task>? undo = null)
    {
        if (undo is null) snackbar.Add(message, Severity.Success);
        else Act(message, "Undo", async () =>
        {
            await undo();
            snackbar.Add("Undone.", Severity.Success);
        });
    }

    /// <summary>Says something that is neither good nor bad.</summary>
    public void Say(string message) => snackbar.Add(message, Severity.Info);

    /// <summary>Says what went wrong, what was kept and what to do.</summary>
    public void Failed(string message) => snackbar.Add(message, Severity.Error, o => o.VisibleStateDuration = 12_000);

    /// <summary>Says something with one thing to do about it.</summary>
    public void Act(string message, string verb, Func<Task> act) => snackbar.Add(message, Severity.Success, o =>
    {
        o.Action = verb;
        o.RequireInteraction = false;
        o.VisibleStateDuration = 9000;
        o.OnClick = async _ => await act();
    });
}
