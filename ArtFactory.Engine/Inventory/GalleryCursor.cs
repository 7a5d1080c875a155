using System.Globalization;

namespace ArtFactory.Engine.Inventory;

/// <summary>
/// Where a page ended: an id, or an arrival number when the full-text index led. A later page goes on in the order the first one
/// began with, whatever would lead best by then.
/// </summary>
readonly record struct GalleryCursor(Guid Id, long Seq, bool BySeq)
{
    public override string ToString() => BySeq ? string.Create(CultureInfo.InvariantCulture, $"s{Seq}") : $"i{Id:N}";

    /// <exception cref="InvalidInputException">The text is no cursor of the gallery.</exception>
    public static GalleryCursor Parse(string text)
    {
        if (text.Length > 1 && text[0] == 'i' && Guid.TryParseExact(text.AsSpan(1), "N", out var id)) return new(id, 0, false);
        if (text.Length > 1 && text[0] == 's' && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return new(default, seq, true);
        throw new InvalidInputException("cursor", "The place in the gallery is not known; begin at the first page.");
    }
}
