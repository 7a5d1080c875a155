namespace ArtFactory.Engine.Expansion;

/// <summary>Where the values of lookups come from. Keys are matched without regard to case. Must not change while an expansion uses it.</summary>
public interface ILookupSource
{
    /// <summary>The values of the lookup, in order; null when there is no lookup of that name.</summary>
    IReadOnlyList<string>? Find(string key);

    /// <summary>The names of all lookups, for completion.</summary>
    IEnumerable<string> Keys { get; }
}
