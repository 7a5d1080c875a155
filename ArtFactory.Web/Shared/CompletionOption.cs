namespace ArtFactory.Web.Shared;

/// <summary>One thing that may stand at the caret.</summary>
/// <param name="Label">What the list shows.</param>
/// <param name="Insert">What takes the place of the characters from <paramref name="Start"/>.</param>
/// <param name="Start">First character that is replaced.</param>
/// <param name="Length">How many are replaced.</param>
/// <param name="Detail">A word about it, at the end of its line.</param>
public sealed record CompletionOption(string Label, string Insert, int Start, int Length, string? Detail = null);
