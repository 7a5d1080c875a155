using ArtFactory.Engine.Expansion;
using FsCheck;
using FsCheck.Fluent;

namespace ArtFactory.Tests.Expansion;

/// <summary>The engine against a plain search over all products, which knows nothing of components, cursors or ranks.</summary>
public sealed class OracleTests
{
    static readonly LookupTable Lookups = LookupTable.Of(
        ("c", ["r", "g", "b"]), ("d", ["1", "2"]), ("n", ["c", "z"]), ("e", ["g", "d", "q"]));

    /// <summary>A piece of a generated prompt.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Options">What it may become, and the lookup (or alias) that the value came from; null for plain text and references.</param>
    /// <param name="Names">What a reference may call it by.</param>
    /// <param name="Refers">The name that a reference refers to.</param>
    sealed record Piece(string Text, (string Value, string? From)[]? Options = null, string[]? Names = null, string? Refers = null);

    static (string, string?)[] Values(string name)
    {
        var lookup = name.Split('_')[0];
        return lookup switch
        {
            "c" => [("r", name), ("g", name), ("b", name)],
            "d" => [("1", name), ("2", name)],
            "n" => [("r", name), ("g", name), ("b", name), ("z", name)],
            "e" => [("g", name), ("1", name), ("2", name), ("q", name)],
            _ => [(name, null)],
        };
    }

    static Piece Token(string[] names)
    {
        var opened = new HashSet<string>();
        var options = new List<(string Value, string? From)>();
        foreach (var name in names)
        {
            // Names that open the same lookup, directly or inside, would stay as text: left to the tests of that rule.
            foreach (var inner in name.Split('_')[0] switch { "n" => (string[])["n", "c"], "e" => ["e", "d"], var own => [own] })
                if (!opened.Add(inner)) return new("", [("", null)], []);
            foreach (var value in Values(name))
                if (!options.Exists(o => o.Value == value.Item1)) options.Add(value);
        }
        return new($"[{string.Join(',', names)}]", [.. options], names);
    }

    static readonly Gen<Piece> Pieces = Gen.Frequency(
        (3, Gen.Elements("a", " and ", "x y", "(w:1.1)", ", ").Select(t => new Piece(t))),
        (2, Gen.Elements(" || ").Select(t => new Piece(t))),
        (6, Gen.Elements("c", "d", "c_1", "n", "e").Select(n => Token([n]))),
        (3, Gen.Elements("c", "d", "p", "q", "g", "", "d_2").ListOf().Where(l => l.Count is > 0 and < 4).Select(l => Token([.. l.Distinct()]))),
        (2, Gen.Elements("c", "d", "c_1", "p").Select(n => new Piece($"[={n}]", Refers: n))));

    static readonly Gen<(Piece[] Prompt, Piece[] Negative)> Prompts =
        from prompt in Pieces.ListOf().Where(l => l.Count < 8)
        from negative in Pieces.ListOf().Where(l => l.Count < 3)
        select (prompt.ToArray(), negative.Where(p => p.Text != " || ").ToArray());

    /// <summary>Whether the search over all products is short enough.</summary>
    static bool IsSmall((Piece[] Prompt, Piece[] Negative) pieces) =>
        pieces.Prompt.Concat(pieces.Negative).Aggregate(1L, (product, piece) => product * (piece.Options?.Length ?? 1)) <= 5000;

    static List<(string Prompt, string Negative)> Expected(Piece[] prompt, Piece[] negative)
    {
        Piece[] all = [.. prompt, .. negative];
        var tokens = Enumerable.Range(0, all.Length).Where(i => all[i].Options is not null).ToArray();
        IEnumerable<(string Value, string? From)[]> product = [[]];
        foreach (var token in tokens) product = product.SelectMany(p => all[token].Options!.Select(o => ((string, string?)[])[.. p, o]));
        var result = new List<(string, string)>();
        foreach (var taken in product)
        {
            var tracked = taken.Where(t => t.From is not null).ToArray();
            if (tracked.Distinct().Count() < tracked.Length) continue;
            string Text(int i)
            {
                if (all[i].Options is not null) return taken[Array.IndexOf(tokens, i)].Value;
                if (all[i].Refers is not { } name) return all[i].Text;
                var nearest = tokens.LastOrDefault(t => t < i && all[t].Names!.Contains(name), -1);
                return nearest < 0 ? Values(name)[0].Item1 : taken[Array.IndexOf(tokens, nearest)].Value;
            }
            var negativeText = string.Concat(Enumerable.Range(prompt.Length, negative.Length).Select(Text)).Trim();
            var promptText = string.Concat(Enumerable.Range(0, prompt.Length).Select(Text));
            foreach (var sub in promptText.Split("||")) result.Add((sub.Trim(), negativeText));
        }
        return result;
    }

    static PromptExpansion Expand((Piece[] Prompt, Piece[] Negative) pieces, string before = "") => Expanding.Of(
        before + string.Concat(pieces.Prompt.Select(p => p.Text)), string.Concat(pieces.Negative.Select(p => p.Text)), Lookups);

    static string Written((Piece[] Prompt, Piece[] Negative) pieces) =>
        $"{string.Concat(pieces.Prompt.Select(p => p.Text))} / {string.Concat(pieces.Negative.Select(p => p.Text))}";

    static void Holds(int cases, Func<(Piece[] Prompt, Piece[] Negative), bool> property) =>
        Prop.ForAll(Prompts.Where(IsSmall).ToArbitrary(), pieces => property(pieces).Label(Written(pieces)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    [Fact]
    public void The_enumeration_is_the_filtered_product_in_its_order() => Holds(300, pieces =>
    {
        var expected = Expected(pieces.Prompt, pieces.Negative);
        return Expand(pieces).Items().Select(i => (i.Prompt, i.NegativePrompt)).SequenceEqual(expected);
    });

    [Fact]
    public void The_count_is_the_length_of_the_enumeration() => Holds(300, pieces =>
    {
        var expansion = Expand(pieces);
        return expansion.Count.Exact && expansion.Count.Total == Expected(pieces.Prompt, pieces.Negative).Count;
    });

    [Fact]
    public void A_sample_of_all_is_the_enumeration() => Holds(300, pieces =>
    {
        var expected = Expected(pieces.Prompt, pieces.Negative);
        return expected.Count == 0 || Expand(pieces, "batch:sample:100000 ").Items().Select(i => (i.Prompt, i.NegativePrompt)).SequenceEqual(expected);
    });

    [Fact]
    public void Taking_up_in_the_middle_gives_the_rest() => Holds(300, pieces =>
    {
        var expected = Expected(pieces.Prompt, pieces.Negative);
        var middle = expected.Count / 2;
        return Expand(pieces).Items(middle).Take(50).Select(i => (i.Prompt, i.NegativePrompt)).SequenceEqual(expected.Skip(middle).Take(50));
    });

    [Fact]
    public void The_same_request_gives_the_same_items() => Holds(300, pieces =>
        Expand(pieces, "batch:sample:7 ").Prompts().SequenceEqual(Expand(pieces, "batch:sample:7 ").Prompts()));

    [Fact]
    public void Choices_rebuild_nothing_but_agree_with_the_prompt() => Holds(300, pieces =>
        Expand(pieces).Items().Take(50).All(i => i.Choices.Where(c => c.Kind == "token").All(c => c.Value.Length == 0
            || i.Prompt.Contains(c.Value, StringComparison.Ordinal) || i.NegativePrompt.Contains(c.Value, StringComparison.Ordinal) || pieces.Prompt.Any(p => p.Text == " || "))));
}
