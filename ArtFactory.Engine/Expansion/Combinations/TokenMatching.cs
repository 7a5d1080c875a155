namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>Whether the tokens that are still open can all get a value of their own (augmenting paths in a bipartite graph).</summary>
sealed class TokenMatching(CombinationSpace space, bool[] taken)
{
    readonly int[] _tokenOf = new int[space.TagCount];
    readonly int[] _visited = new int[space.TagCount];
    int _round;

    /// <summary>Values looked at so far, as a measure of work.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether the tokens of the component from <paramref name="position"/> on can be filled with what is not taken.</summary>
    public bool CanComplete(Component component, int position)
    {
        Array.Fill(_tokenOf, -1);
        for (var i = position; i < component.Tokens.Length; i++)
        {
            var token = component.Tokens[i];
            if (space.HasUntracked(token)) continue;
            _round++;
            if (!Place(token)) return false;
        }
        return true;
    }

    bool Place(int token)
    {
        var tags = space.Tags(token)!;
        foreach (var tag in tags)
        {
            Steps++;
            if (taken[tag] || _tokenOf[tag] >= 0) continue;
            _tokenOf[tag] = token;
            return true;
        }
        foreach (var tag in tags)
        {
            Steps++;
            if (taken[tag] || _visited[tag] == _round) continue;
            _visited[tag] = _round;
            if (!Place(_tokenOf[tag])) continue;
            _tokenOf[tag] = token;
            return true;
        }
        return false;
    }
}
