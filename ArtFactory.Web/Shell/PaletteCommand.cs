namespace ArtFactory.Web.Shell;

/// <summary>One line of the command palette: it goes somewhere or does something.</summary>
sealed record PaletteCommand(string Group, string Title, string Icon, string? Detail = null, string? Href = null, Func<Task>? Run = null)
{
    /// <summary>How well the words match: 0 not at all; a beginning beats a word's beginning beats a part.</summary>
    public int Match(string text)
    {
        if (text.Length == 0) return 1;
        var at = Title.IndexOf(text, StringComparison.OrdinalIgnoreCase);
        if (at == 0) return 4;
        if (at > 0) return char.IsLetterOrDigit(Title[at - 1]) ? 2 : 3;
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => Title.Contains(w, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
    }
}
