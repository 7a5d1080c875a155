namespace ArtFactory.Engine.Providers;

/// <summary>Takes <c>num_images</c>, <c>num-images</c> and <c>numImages</c> for one name: underscores, hyphens and case do not count.</summary>
sealed class LooseName : IEqualityComparer<string>
{
    public static LooseName Comparer { get; } = new();

    LooseName() { }

    public static bool Same(string a, string b)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < a.Length && IsJoint(a[i])) i++;
            while (j < b.Length && IsJoint(b[j])) j++;
            if (i == a.Length || j == b.Length) return i == a.Length && j == b.Length;
            if (char.ToLowerInvariant(a[i++]) != char.ToLowerInvariant(b[j++])) return false;
        }
    }

    public bool Equals(string? x, string? y) => x is null || y is null ? ReferenceEquals(x, y) : Same(x, y);

    public int GetHashCode(string obj)
    {
        var hash = default(HashCode);
        foreach (var letter in obj)
        {
            if (!IsJoint(letter)) hash.Add(char.ToLowerInvariant(letter));
        }

        return hash.ToHashCode();
    }

    static bool IsJoint(char letter) => letter is '_' or '-';
}
