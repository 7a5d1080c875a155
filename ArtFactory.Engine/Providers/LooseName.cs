using System.Text;

namespace ArtFactory.Engine.Providers;

/// <summary>
/// Takes <c>num_images</c>, <c>num-images</c> and <c>numImages</c> for one name: case does not count, nor does what stands between words.
/// Every comparison of parameters' names that is not to the letter goes by this one.
/// </summary>
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

    /// <summary>A name as words joined by underscores, in lower case, to look for words in.</summary>
    public static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterUpper(name[i]) && i > 0 && char.IsAsciiLetterLower(name[i - 1])) words.Append('_');
            words.Append(IsJoint(name[i]) ? '_' : char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
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

    static bool IsJoint(char letter) => letter is '_' or '-' or ' ' or '.';
}
