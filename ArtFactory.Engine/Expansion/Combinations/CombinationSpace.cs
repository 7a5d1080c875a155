using System.Numerics;

namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>All combinations of the tokens of a batch, under the rule that one lookup never gives the same value twice.</summary>
sealed class CombinationSpace
{
    /// <summary>More kinds of tokens than this in one component are counted by a lower bound only.</summary>
    public const int MostKinds = 60;

    const int MostRestarts = 2000;

    readonly OptionSet[] _tokens;
    readonly int[]?[] _tags;
    readonly int[] _classOfTag;
    readonly bool?[] _hasUntracked;
    readonly Component?[] _componentOf;
    readonly int[] _placeInComponent;
    readonly List<Component> _components = [];

    public CombinationSpace(OptionSet[] tokens)
    {
        _tokens = tokens;
        _tags = new int[tokens.Length][];
        _hasUntracked = new bool?[tokens.Length];
        _componentOf = new Component?[tokens.Length];
        _placeInComponent = new int[tokens.Length];
        var shared = new SharedValues(tokens);
        _classOfTag = new int[shared.TagCount];
        foreach (var group in shared.Components()) AddComponent(shared, group);

        Exact = _components.TrueForAll(c => c.Exact);
        var factors = new List<BigInteger>(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
            if (_componentOf[i] is null) factors.Add(tokens[i].Count);
        foreach (var component in _components) factors.Add(component.Count);
        Count = Product(factors, 0, factors.Count);
    }

    public IReadOnlyList<OptionSet> Tokens => _tokens;

    /// <summary>How many combinations there are; at least so many when not <see cref="Exact"/>.</summary>
    public BigInteger Count { get; }

    public bool Exact { get; }

    public int TagCount => _classOfTag.Length;

    public IReadOnlyList<Component> Components => _components;

    /// <summary>The component that limits the token; null when nothing does.</summary>
    public Component? ComponentOf(int token) => _componentOf[token];

    public int PlaceInComponent(int token) => _placeInComponent[token];

    /// <summary>For each option of the token the value it shares with others, or -1; null when it shares none.</summary>
    public int[]? Tags(int token) => _tags[token];

    /// <summary>Whether the token has an option that no other token can take away.</summary>
    public bool HasUntracked(int token) => _tags[token] is not { } tags || (_hasUntracked[token] ??= tags.Contains(-1));

    /// <summary>The combination of that place in the enumeration, without going through those before it. The space must be exact.</summary>
    public int[] Unrank(BigInteger rank)
    {
        var choices = new int[_tokens.Length];
        var product = Count;
        var used = new Dictionary<Component, int[]>();
        var taken = new HashSet<int>();
        var current = new Dictionary<Component, BigInteger>();
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (_componentOf[i] is not { } component)
            {
                product /= _tokens[i].Count;
                choices[i] = (int)BigInteger.DivRem(rank, product, out rank);
                continue;
            }
            if (!used.TryGetValue(component, out var state)) used.Add(component, state = new int[component.Classes]);
            var others = product / current.GetValueOrDefault(component, component.Count);
            choices[i] = Pick(i, component, state, taken, others, ref rank, out var completions);
            current[component] = completions;
            product = others * completions;
        }
        return choices;
    }

    /// <summary>Whether combinations are quickly found by their rank.</summary>
    public bool IsCheap => _components.TrueForAll(c => c.IsCheap);

    /// <summary>
    /// Some combination, each as likely as any other unless the space is too tangled to count. Null when luck ran out; asking again helps.
    /// </summary>
    public int[]? Any(ref SeededRandom random)
    {
        if (Exact && Count.IsZero) return null;
        if (IsCheap) return Unrank(random.Below(Count));
        var free = BigInteger.One;
        foreach (var token in _tokens) free *= token.Count;
        // Choosing freely and starting again after a repeat is even, and quick while repeats are not the rule.
        if (Exact && Count * MostRestarts >= free)
        {
            for (var i = 0; i < MostRestarts * 4; i++)
                if (Wander(ref random, restart: true) is { } choices) return choices;
            return null;
        }
        return Exact ? Unrank(random.Below(Count)) : Wander(ref random, restart: false);
    }

    /// <summary>Chooses token by token, among what is left or, to be even, among all: null when that is taken.</summary>
    int[]? Wander(ref SeededRandom random, bool restart)
    {
        var choices = new int[_tokens.Length];
        var taken = new HashSet<int>();
        for (var i = 0; i < _tokens.Length; i++)
        {
            var tags = _tags[i];
            if (tags is null || restart)
            {
                choices[i] = random.Below(_tokens[i].Count);
                if (tags is not null && tags[choices[i]] >= 0 && !taken.Add(tags[choices[i]])) return null;
                continue;
            }
            var free = Enumerable.Range(0, tags.Length).Where(o => tags[o] < 0 || !taken.Contains(tags[o])).ToArray();
            if (free.Length == 0) return null;
            choices[i] = free[random.Below(free.Length)];
            if (tags[choices[i]] >= 0) taken.Add(tags[choices[i]]);
        }
        return choices;
    }

    int Pick(int token, Component component, int[] state, HashSet<int> taken, BigInteger others, ref BigInteger rank, out BigInteger completions)
    {
        var next = _placeInComponent[token] + 1;
        var tags = _tags[token]!;
        var byClass = new BigInteger?[component.Classes];
        BigInteger? untracked = null;
        for (var option = 0; option < tags.Length; option++)
        {
            var tag = tags[option];
            if (tag >= 0 && taken.Contains(tag)) continue;
            if (tag < 0) completions = untracked ??= component.Completions(next, state);
            else
            {
                var c = _classOfTag[tag];
                if (byClass[c] is null)
                {
                    state[c]++;
                    byClass[c] = component.Completions(next, state);
                    state[c]--;
                }
                completions = byClass[c]!.Value;
            }
            var weight = completions * others;
            if (rank < weight)
            {
                if (tag >= 0)
                {
                    taken.Add(tag);
                    state[_classOfTag[tag]]++;
                }
                return option;
            }
            rank -= weight;
        }
        throw new InvalidOperationException("The rank lies beyond the last combination.");
    }

    void AddComponent(SharedValues shared, int[] tokens)
    {
        var sets = tokens.Select(t => _tokens[t]).Distinct().ToArray();
        var kindOf = sets.Select((set, kind) => (set, kind)).ToDictionary(p => p.set, p => p.kind);
        var masks = new Dictionary<int, ulong>();
        var untracked = new int[sets.Length];
        var tracked = new int[sets.Length];
        for (var kind = 0; kind < sets.Length; kind++)
        {
            foreach (var tag in shared.Tags(sets[kind])!)
            {
                if (tag < 0) untracked[kind]++;
                else
                {
                    tracked[kind]++;
                    masks[tag] = masks.GetValueOrDefault(tag) | 1UL << Math.Min(kind, MostKinds);
                }
            }
        }
        var classes = new Dictionary<ulong, int>();
        var sizes = new List<int>();
        foreach (var (tag, mask) in masks)
        {
            if (classes.TryAdd(mask, sizes.Count)) sizes.Add(0);
            sizes[_classOfTag[tag] = classes[mask]]++;
        }
        var component = new Component(tokens, [.. tokens.Select(t => kindOf[_tokens[t]])], untracked, tracked, [.. classes.Keys], [.. sizes]);
        for (var place = 0; place < tokens.Length; place++)
        {
            _componentOf[tokens[place]] = component;
            _placeInComponent[tokens[place]] = place;
            _tags[tokens[place]] = shared.Tags(_tokens[tokens[place]]);
        }
        _components.Add(component);
    }

    /// <summary>In halves: a thousand factors one after the other would cost the square.</summary>
    static BigInteger Product(List<BigInteger> factors, int start, int count) => count switch
    {
        0 => BigInteger.One,
        1 => factors[start],
        _ => Product(factors, start, count / 2) * Product(factors, start + count / 2, count - count / 2),
    };
}
