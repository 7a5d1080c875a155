using System.Numerics;

namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>
/// Tokens that limit each other because they share values of a lookup. Tokens of one kind have the same options; values of one
/// class stand in the same kinds. How many ways the tokens from a position on can still be filled depends only on how many
/// values of each class are taken, which makes counting a small dynamic programme instead of an enumeration.
/// </summary>
sealed class Component
{
    const double Budget = 100_000;
    const double CheapBudget = 3_000;
    readonly int[] _kindOfToken;
    readonly int[] _untracked;
    readonly int[] _tracked;
    readonly ulong[] _classKinds;
    readonly int[] _classSizes;
    readonly Dictionary<string, BigInteger> _known = new(StringComparer.Ordinal);

    /// <param name="tokens">The positions of its tokens among all tokens, ascending.</param>
    /// <param name="kindOfToken">For each of them its kind.</param>
    /// <param name="untracked">For each kind the options that limit nothing.</param>
    /// <param name="tracked">For each kind the options that another token may take away.</param>
    /// <param name="classKinds">For each class of values the kinds it stands in, as bits.</param>
    /// <param name="classSizes">For each class the number of its values.</param>
    public Component(int[] tokens, int[] kindOfToken, int[] untracked, int[] tracked, ulong[] classKinds, int[] classSizes)
    {
        Tokens = tokens;
        _kindOfToken = kindOfToken;
        _untracked = untracked;
        _tracked = tracked;
        _classKinds = classKinds;
        _classSizes = classSizes;
        var cost = Cost();
        Exact = cost <= Budget;
        IsCheap = cost <= CheapBudget;
        Count = Exact ? Completions(0, new int[classSizes.Length]) : AtLeast();
        MayDeadEnd = Enumerable.Range(0, tokens.Length).Any(i => untracked[kindOfToken[i]] == 0 && tracked[kindOfToken[i]] <= i);
    }

    public int[] Tokens { get; }

    public int Classes => _classSizes.Length;

    /// <summary>Whether <see cref="Count"/> and <see cref="Completions"/> are exact; otherwise the count is a lower bound.</summary>
    public bool Exact { get; }

    /// <summary>Whether <see cref="Completions"/> takes no time worth mentioning.</summary>
    public bool IsCheap { get; }

    public BigInteger Count { get; }

    /// <summary>Whether a choice can leave a later token without an option.</summary>
    public bool MayDeadEnd { get; }

    /// <summary>In how many ways the tokens from <paramref name="position"/> on can be filled, when so many values of each class are taken.</summary>
    public BigInteger Completions(int position, ReadOnlySpan<int> used)
    {
        Span<char> key = stackalloc char[used.Length + 1];
        key[0] = (char)position;
        for (var i = 0; i < used.Length; i++) key[i + 1] = (char)used[i];
        var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        lock (_known)
        {
            if (lookup.TryGetValue(key, out var known)) return known;
        }
        var result = Compute(position, used);
        lock (_known)
        {
            _known.TryAdd(key.ToString(), result);
        }
        return result;
    }

    BigInteger Compute(int position, ReadOnlySpan<int> used)
    {
        var kinds = _untracked.Length;
        var left = new int[kinds];
        for (var i = position; i < Tokens.Length; i++) left[_kindOfToken[i]]++;
        var strides = new int[kinds];
        var states = 1;
        for (var k = 0; k < kinds; k++)
        {
            strides[k] = states;
            states *= left[k] + 1;
        }
        // ways[m]: how to give values to a fixed choice of m tokens (so many of each kind).
        var ways = new BigInteger[states];
        ways[0] = 1;
        var taken = new int[kinds];
        for (var c = 0; c < _classSizes.Length; c++)
        {
            var free = _classSizes[c] - used[c];
            if (free <= 0) continue;
            var next = new BigInteger[states];
            for (var state = 0; state < states; state++)
            {
                if (ways[state].IsZero) continue;
                for (var k = 0; k < kinds; k++) taken[k] = state / strides[k] % (left[k] + 1);
                Spread(_classKinds[c], free, taken, left, strides, 0, state, ways[state], next);
            }
            ways = next;
        }
        var total = BigInteger.Zero;
        for (var state = 0; state < states; state++)
        {
            var product = ways[state];
            for (var k = 0; k < kinds && !product.IsZero; k++)
            {
                var m = state / strides[k] % (left[k] + 1);
                product *= Choose(left[k], m) * BigInteger.Pow(_untracked[k], left[k] - m);
            }
            total += product;
        }
        return total;
    }

    /// <summary>Gives values of one class to j more tokens of each kind it stands in, for every j.</summary>
    static void Spread(ulong inKinds, int free, int[] taken, int[] left, int[] strides, int kind, int state, BigInteger ways, BigInteger[] next)
    {
        if (kind == strides.Length)
        {
            next[state] += ways;
            return;
        }
        Spread(inKinds, free, taken, left, strides, kind + 1, state, ways, next);
        if ((inKinds >> kind & 1) == 0) return;
        for (var j = 1; j <= left[kind] - taken[kind] && free > 0; j++, free--)
        {
            // One more of this kind: C(m + j, j) picks which of them, the falling factorial which values.
            ways = ways * (taken[kind] + j) / j * free;
            Spread(inKinds, free - 1, taken, left, strides, kind + 1, state + j * strides[kind], ways, next);
        }
    }

    double Cost()
    {
        if (_untracked.Length > CombinationSpace.MostKinds) return double.MaxValue;
        var sizes = new double[_untracked.Length];
        foreach (var kind in _kindOfToken) sizes[kind]++;
        var states = 1.0;
        foreach (var size in sizes) states *= size + 1;
        // The first class meets the empty state alone; each further one takes every state to all it can reach.
        var cost = states;
        for (var c = 1; c < _classKinds.Length; c++)
        {
            var reached = states;
            for (var k = 0; k < sizes.Length; k++)
                if ((_classKinds[c] >> k & 1) != 0) reached *= sizes[k] + 1;
            cost += reached;
        }
        return cost;
    }

    BigInteger AtLeast()
    {
        // Every earlier token can take away one option at most.
        var product = BigInteger.One;
        for (var i = 0; i < Tokens.Length; i++)
        {
            var kind = _kindOfToken[i];
            product *= Math.Max(_untracked[kind] + _tracked[kind] - i, _untracked[kind]);
        }
        return product;
    }

    static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return result;
    }
}
