namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>Walks the combinations in order: the first token varies slowest. It holds one combination at a time.</summary>
sealed class CombinationCursor
{
    /// <summary>After so much work for one combination the search gives up; only floods of tokens that nobody types come near it.</summary>
    const long MostWork = 20_000_000;

    readonly CombinationSpace _space;
    readonly int[] _choices;
    readonly int[]?[] _tags;
    readonly int[] _counts;
    readonly bool[] _taken;
    readonly TokenMatching _matching;
    bool _started;

    public CombinationCursor(CombinationSpace space)
    {
        _space = space;
        var n = space.Tokens.Count;
        _choices = new int[n];
        Array.Fill(_choices, -1);
        _counts = new int[n];
        _tags = new int[n][];
        for (var i = 0; i < n; i++)
        {
            _counts[i] = space.Tokens[i].Count;
            _tags[i] = space.Tags(i);
        }
        _taken = new bool[space.TagCount];
        _matching = new(space, _taken);
    }

    /// <summary>For each token the option it takes now. The same array at every step.</summary>
    public int[] Choices => _choices;

    /// <summary>Steps taken so far, as a measure of work.</summary>
    public long Steps { get; private set; }

    /// <summary>Stands on the given combination, as if it had walked there.</summary>
    public void MoveTo(int[] choices)
    {
        for (var i = 0; i < _choices.Length; i++)
        {
            Release(i);
            _choices[i] = -1;
        }
        for (var i = 0; i < _choices.Length; i++)
        {
            _choices[i] = choices[i];
            Take(i, choices[i]);
        }
        _started = true;
    }

    /// <summary>Goes to the next combination; gives the first token that changed, or -1 at the end.</summary>
    public int MoveNext()
    {
        var last = _choices.Length - 1;
        int i;
        if (!_started)
        {
            _started = true;
            if (last < 0) return 0;
            i = 0;
        }
        else i = last;
        var lowest = i;
        var limit = Steps + _matching.Steps + MostWork;
        while (i >= 0)
        {
            if (Advance(i))
            {
                if (i == last) return lowest;
                i++;
            }
            else
            {
                i--;
                if (i < lowest) lowest = i;
            }
            if (Steps + _matching.Steps > limit) return -1;
        }
        return -1;
    }

    /// <summary>Gives the token its next allowed option; at the end of them none, and false.</summary>
    bool Advance(int token)
    {
        Steps++;
        var tags = _tags[token];
        if (tags is null)
        {
            if (++_choices[token] < _counts[token]) return true;
            _choices[token] = -1;
            return false;
        }
        Release(token);
        for (var option = _choices[token] + 1; option < tags.Length; option++)
        {
            if (tags[option] >= 0 && _taken[tags[option]]) continue;
            Take(token, option);
            if (LeavesAWay(token))
            {
                _choices[token] = option;
                return true;
            }
            _choices[token] = option;
            Release(token);
        }
        _choices[token] = -1;
        return false;
    }

    bool LeavesAWay(int token)
    {
        var component = _space.ComponentOf(token)!;
        return !component.MayDeadEnd || _matching.CanComplete(component, _space.PlaceInComponent(token) + 1);
    }

    void Take(int token, int option)
    {
        if (_tags[token] is { } tags && tags[option] >= 0) _taken[tags[option]] = true;
    }

    void Release(int token)
    {
        if (_choices[token] >= 0 && _tags[token] is { } tags && tags[_choices[token]] >= 0) _taken[tags[_choices[token]]] = false;
    }
}
