using System.Security.Cryptography;
using System.Text;

namespace ArtFactory.Engine.Expansion;

/// <summary>One choice that made an item.</summary>
/// <param name="Kind"><c>token</c>, <c>parameter</c>, <c>batch</c> or <c>sub_prompt</c>.</param>
/// <param name="Name">The lookup or alias as written, the text of an inline token, or the name of a parameter; a repeated name gets <c>#2</c>.</param>
/// <param name="Value">The value taken, as text; batches and sub-prompts are numbered from 1.</param>
/// <param name="Position">The place among the item's choices, from 0.</param>
public sealed record ItemChoice(string Kind, string Name, string Value, int Position)
{
    public const string Token = "token";
    public const string Parameter = "parameter";
    public const string Batch = "batch";
    public const string SubPrompt = "sub_prompt";

    const int LongestName = 200;

    /// <summary>
    /// The name as an order keeps it: a list of thousands written into the prompt would be repeated on each of its items, so of a long
    /// one only the beginning is kept, with a mark that tells it from others that begin the same.
    /// </summary>
    public static string KeptName(string name)
    {
        if (name.Length <= LongestName) return name;
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 6));
        var length = LongestName - mark.Length - 2;
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return $"{name[..length]}…~{mark}";
    }
}
