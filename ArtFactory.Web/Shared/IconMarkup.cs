using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace ArtFactory.Web.Shared;

/// <summary>
/// An icon as markup inside the component that shows it. An <c>Icon</c> of its own keeps buffers of about 2 KiB on the server for as long
/// as the page is open, so that what every page carries, and what it carries many times, is drawn this way.
/// </summary>
public static class IconMarkup
{
    static readonly ConcurrentDictionary<(string Sheet, string Name, string? Class, int Size), MarkupString> Drawn = new();

    /// <summary>One symbol of icons/icons.svg; decoration unless it is given a label.</summary>
    /// <param name="assets">Where the sheet lies.</param>
    /// <param name="name">A symbol's id.</param>
    /// <param name="cssClass">More classes; null for none.</param>
    /// <param name="size">Pixels; 0 leaves it to the style sheet (16).</param>
    /// <param name="label">What it says to those who do not see it; null if it only decorates.</param>
    public static MarkupString Icon(this ResourceAssetCollection assets, string name, string? cssClass = null, int size = 0, string? label = null)
    {
        var sheet = assets["icons/icons.svg"];
        // Labels are people's words, without end; the rest is a few dozen, which all pages share.
        return label is null ? Drawn.GetOrAdd((sheet, name, cssClass, size), static key => Draw(key, null)) : Draw((sheet, name, cssClass, size), label);
    }

    static MarkupString Draw((string Sheet, string Name, string? Class, int Size) icon, string? label)
    {
        var classes = WebUtility.HtmlEncode(icon.Class is null ? "icon" : "icon " + icon.Class);
        var size = icon.Size is 0 ? "" : $" style=\"width:{icon.Size}px;height:{icon.Size}px\"";
        var role = label is null ? "aria-hidden=\"true\"" : $"role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\"";
        return new($"<svg class=\"{classes}\"{size} {role}><use href=\"/{WebUtility.HtmlEncode(icon.Sheet)}#{WebUtility.HtmlEncode(icon.Name)}\"></use></svg>");
    }
}
