using System.Buffers;

namespace ArtFactory.Engine.Projects;

/// <summary>What a lookup may be called: whatever the expansion language can name between brackets.</summary>
static class LookupKey
{
    // Brackets, commas and colons part a token; = begins a back reference; \ escapes.
    static readonly SearchValues<char> Reserved = SearchValues.Create("[],:=\\|&");

    public static string Checked(string? key)
    {
        var name = Wording.Name(key, 100, "key");
        if (name.AsSpan().IndexOfAny(Reserved) is var at and >= 0)
            throw new InvalidInputException("key", $"A lookup's name cannot hold '{name[at]}', which means something in prompts; take it out.");
        if (name.Length > 2 && name[^2] == '_' && char.IsAsciiDigit(name[^1]))
            throw new InvalidInputException("key", $"'{name}' reads as an alias of '{name[..^2]}' in prompts; let the name end otherwise.");
        return name;
    }
}
