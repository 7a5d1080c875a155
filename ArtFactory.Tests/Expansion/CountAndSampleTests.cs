using System.Numerics;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Tests.Expansion;

public sealed class CountAndSampleTests
{
    const string Ten = "[0,1,2,3,4,5,6,7,8,9]";

    static string Tens(int tokens) => string.Join(' ', Enumerable.Repeat(Ten, tokens));

    static LookupTable Many(int values) => LookupTable.Of(("c", [.. Enumerable.Range(0, values).Select(i => $"v{i}")]));

    [Fact]
    public void Permutations_are_counted_without_being_walked()
    {
        var expansion = Expanding.Of(string.Join(' ', Enumerable.Repeat("[c]", 30)), lookups: Many(40), batchCap: 100);
        var expected = BigInteger.One;
        for (var i = 0; i < 30; i++) expected *= 40 - i;
        expansion.Count.Total.ShouldBe(expected);
        expansion.Count.Exact.ShouldBeTrue();
        expansion.Count.Items.ShouldBe(100);
        expansion.Steps.ShouldBe(0);
    }

    [Fact]
    public void As_many_uses_as_values_are_walked_without_dead_ends()
    {
        var expansion = Expanding.Of(string.Join(' ', Enumerable.Repeat("[c]", 40)), lookups: Many(40), batchCap: 50);
        expansion.Items().Count().ShouldBe(50);
        expansion.Items().Select(i => i.Prompt).Distinct().Count().ShouldBe(50);
    }

    [Fact]
    public void A_choice_that_would_starve_a_later_token_is_passed_over()
    {
        // The last token has the lookup's one value: whatever else takes it leads nowhere.
        var lookups = LookupTable.Of(("c", [.. Enumerable.Range(0, 30).Select(i => $"v{i}")]));
        var expansion = Expanding.Of(string.Join(' ', Enumerable.Repeat("[c]", 29)) + " [c:1]", lookups: lookups, batchCap: 5);
        expansion.Items().Count().ShouldBe(5);
    }

    [Fact]
    public void Mixed_options_are_counted_by_groups()
    {
        // Of three tokens j take different values of four, the others one of two inline options.
        Expanding.Of("[color,x,y] [color,x,y] [color,x,y]").Count.Total.ShouldBe(8 + 3 * 4 * 4 + 3 * 12 * 2 + 24);
        Expanding.Of("[color,x] [color] [color_1,y] [color_1]").Count.Total.ShouldBe((4 * 3 + 4) * (4 * 3 + 4));
    }

    [Fact]
    public void A_thousand_uses_are_counted_quickly_or_at_least()
    {
        var expansion = Expanding.Of(string.Join(' ', Enumerable.Repeat("[c,x]", 900)), lookups: Many(1000), batchCap: 3);
        expansion.Count.Total.ShouldBeGreaterThan(BigInteger.Pow(10, 300));
        expansion.Items().Count().ShouldBe(3);
    }

    [Fact]
    public void What_cannot_be_counted_in_time_is_counted_at_least()
    {
        // Every token draws a set of its own, and all sets overlap.
        var prompt = string.Join(' ', Enumerable.Range(5, 24).Select(i => $"[c:{i}]"));
        var expansion = Expanding.Of(prompt, lookups: Many(60), batchCap: 10, seed: 2);
        expansion.Count.Exact.ShouldBeFalse();
        expansion.Count.Total.ShouldBeGreaterThan(1_000_000);
        expansion.Count.Items.ShouldBe(10);
        expansion.Count.ItemsExact.ShouldBeTrue();
        expansion.Items().Count().ShouldBe(10);
        var drawn = Expanding.Of("batch:sample:20 " + prompt, lookups: Many(60), seed: 2);
        drawn.Prompts().Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public void Overlapping_draws_are_counted_exactly_and_drawn_evenly()
    {
        // Seven tokens, each with another five of twelve values.
        var prompt = string.Join(' ', Enumerable.Repeat("[c:5]", 7));
        var expansion = Expanding.Of(prompt, lookups: Many(12), seed: 4);
        expansion.Count.Exact.ShouldBeTrue();
        expansion.Items().Take(2000).Select(i => i.Prompt).ShouldAllBe(p => p.Split(' ', StringSplitOptions.None).Distinct().Count() == 7);
        var drawn = Expanding.Of("batch:sample:500 " + prompt, lookups: Many(12), seed: 4).Prompts();
        drawn.Distinct().Count().ShouldBe(500);
        drawn.ShouldAllBe(p => p.Split(' ', StringSplitOptions.None).Distinct().Count() == 7);
        drawn.Select(p => p.Split(' ')[0]).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Five_overlapping_draws_are_counted_as_they_are_walked()
    {
        for (var seed = 0UL; seed < 6; seed++)
        {
            var expansion = Expanding.Of("[c:5] [c:6] [c:5,x] [c:3] [c:4]", lookups: Many(9), seed: seed);
            expansion.Count.Exact.ShouldBeTrue();
            expansion.Items().Count().ShouldBe((int)expansion.Count.Total);
        }
    }

    [Fact]
    public void Commands_out_of_values_are_counted_exactly_while_few()
    {
        var expansion = Expanding.Of("a pipeline:steps:[1..3,5,6..7] " + Tens(12), batchCap: 100);
        expansion.Count.Total.ShouldBe(6 * BigInteger.Pow(10, 12));
        expansion.Count.Exact.ShouldBeTrue();
    }

    [Fact]
    public void Commands_out_of_many_values_are_counted_at_least()
    {
        var expansion = Expanding.Of($"a pipeline:s:{string.Concat(Enumerable.Repeat(Ten, 6))}", batchCap: 10);
        expansion.Count.Exact.ShouldBeFalse();
        expansion.Count.Total.ShouldBe(1_000_000);
        expansion.Items().Count().ShouldBe(10);
        Expanding.Of($"batch:sample:7 a pipeline:s:{string.Concat(Enumerable.Repeat(Ten, 6))}").Items().Select(i => i.Json("s")).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void The_first_of_a_million_millions_come_without_the_others()
    {
        var expansion = Expanding.Of(Tens(12), batchCap: 100);
        expansion.Count.Total.ShouldBe(BigInteger.Pow(10, 12));
        expansion.Items().Take(10).Count().ShouldBe(10);
        expansion.Steps.ShouldBe(10);
    }

    [Fact]
    public void A_sample_of_a_million_millions_makes_only_what_it_gives()
    {
        var expansion = Expanding.Of("batch:sample:10 " + Tens(12));
        expansion.Count.ShouldBe(new(10, true, 10, true, false, false));
        var prompts = expansion.CleanPrompts();
        prompts.Distinct().Count().ShouldBe(10);
        prompts.ShouldBe(prompts.Order(StringComparer.Ordinal));
        prompts.Select(p => p[0]).Distinct().Count().ShouldBeGreaterThan(2);
        expansion.Steps.ShouldBe(10);
        Expanding.Of("batch:sample:10 " + Tens(12)).Prompts().ShouldBe(prompts);
        Expanding.Of("batch:sample:10 " + Tens(12), seed: 99).Prompts().ShouldNotBe(prompts);
    }

    [Fact]
    public void A_sample_may_come_from_more_than_128_bits_of_combinations()
    {
        var prompts = Expanding.Of("batch:sample:5 " + Tens(60)).CleanPrompts();
        prompts.Distinct().Count().ShouldBe(5);
        prompts.ShouldBe(prompts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[color] [color] [color,x]")]
    [InlineData("[a,b,c] || [d,e] pipeline:s:1..4")]
    [InlineData("[a || b,c] pipeline:s:[1,2..4] [color:2] [color]")]
    [InlineData("[color,age] [age,color] [age]")]
    public void A_sample_is_a_part_of_the_enumeration_in_its_order(string prompt)
    {
        static string Show(ExpandedItem i) => i.Prompt + string.Concat(i.Parameters.Select(p => p.Value.ToString()));
        var all = Expanding.Of(prompt).Items().Select(Show).ToList();
        foreach (var size in (int[])[1, 5, all.Count - 1, all.Count, all.Count + 10])
        {
            var sample = Expanding.Of($"batch:sample:{size} {prompt}").Items().Select(Show).ToArray();
            sample.Length.ShouldBe(Math.Min(size, all.Count));
            var from = 0;
            foreach (var item in sample)
            {
                from = all.IndexOf(item, from) + 1;
                from.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public void A_sample_is_even_over_all_items()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0UL; seed < 1200; seed++)
            foreach (var prompt in Expanding.Of("batch:sample:1 [color] [color]", seed: seed).Prompts()) seen[prompt] = seen.GetValueOrDefault(prompt) + 1;
        seen.Count.ShouldBe(12);
        seen.Values.ShouldAllBe(n => n > 55 && n < 160);
    }

    [Fact]
    public void A_batch_is_capped_and_says_so()
    {
        var expansion = Expanding.Of($"{Ten} {Ten} [a,b]", batchCap: 100);
        expansion.Count.ShouldBe(new(200, true, 100, true, true, false));
        expansion.Count.Capped.ShouldBeTrue();
        expansion.Only("batch-cap").Severity.ShouldBe(Severity.Warning);
        expansion.Items().Count().ShouldBe(100);
    }

    [Fact]
    public void A_written_cap_replaces_the_usual_one()
    {
        Expanding.Of($"batch:maxbatchitems:150 {Ten} {Ten} [a,b]", batchCap: 100).Items().Count().ShouldBe(150);
        Expanding.Of($"batch:maxbatchitems:3 {Ten}").Count.ShouldBe(new(3, true, 3, true, true, false));
        Expanding.Of($"batch:maxbatchitems:3 {Ten} (&) {Ten}", batchCap: 5).Items().Count().ShouldBe(8);
    }

    [Fact]
    public void A_sample_is_capped_too()
    {
        var expansion = Expanding.Of($"batch:sample:30 {Ten} {Ten}", batchCap: 20);
        expansion.Items().Count().ShouldBe(20);
        expansion.Count.Total.ShouldBe(30);
        expansion.Only("batch-cap");
    }

    [Fact]
    public void An_order_is_capped_across_its_batches()
    {
        var expansion = Expanding.Of($"{Ten}(&){Ten}(&){Ten}", batchCap: 100, orderCap: 25);
        expansion.Count.ShouldBe(new(30, true, 25, true, false, true));
        expansion.Only("order-cap").Severity.ShouldBe(Severity.Warning);
        expansion.Items().Select(i => i.Sequence).ShouldBe(Enumerable.Range(1, 25));
    }

    [Theory]
    [InlineData("[a,b,c] [d,e] || [f,g] pipeline:s:1..3 (&) [color] [color] (&) batch:sample:4 [age]")]
    [InlineData("[a || b,c] pipeline:s:[1,2..4] (&) x")]
    public void An_expansion_is_taken_up_anywhere(string prompt)
    {
        static string Show(ExpandedItem i) => $"{i.Sequence} {i.Prompt} {string.Concat(i.Parameters.Select(p => p.Value.ToString()))} {string.Join(';', i.Choices)}";
        var expansion = Expanding.Of(prompt);
        var all = expansion.Items().Select(Show).ToArray();
        for (var start = 0; start <= all.Length + 1; start++) expansion.Items(start).Select(Show).ShouldBe(all.Skip(start));
    }

    [Fact]
    public void A_handful_is_part_of_what_will_be_made_and_hangs_on_its_seed()
    {
        var expansion = Expanding.Of($"{Tens(12)} (&) [a,b]", batchCap: 1000);
        var all = expansion.Items().ToDictionary(i => i.Sequence, i => i.Prompt);
        var handful = expansion.Sample(6, 1);
        handful.Count.ShouldBe(6);
        handful.ShouldAllBe(i => all[i.Sequence] == i.Prompt);
        handful.Select(i => i.Sequence).ShouldBeInOrder(SortDirection.Ascending);
        expansion.Sample(6, 1).Select(i => i.Sequence).ShouldBe(handful.Select(i => i.Sequence));
        expansion.Sample(6, 2).Select(i => i.Sequence).ShouldNotBe(handful.Select(i => i.Sequence));
        expansion.Sample(5000, 1).Count.ShouldBe(1002);
        expansion.Sample(0, 1).ShouldBeEmpty();
    }

    [Fact]
    public void Steps_do_not_grow_with_the_total()
    {
        long StepsOf(int tokens)
        {
            var expansion = Expanding.Of(Tens(tokens), batchCap: 100);
            _ = expansion.Items().Count();
            _ = expansion.Sample(5, 1);
            return expansion.Steps;
        }
        StepsOf(3).ShouldBe(StepsOf(300));
    }

    [Fact]
    public async Task Several_threads_may_walk_one_expansion()
    {
        var expansion = Expanding.Of("[c] [c] [c,x] pipeline:s:1|2|3,7", lookups: Many(8));
        var expected = expansion.Items().Select(i => i.Prompt + i.Json("s")).ToArray();
        var walks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => expansion.Items().Select(i => i.Prompt + i.Json("s")).ToArray())));
        walks.ShouldAllBe(w => w.SequenceEqual(expected));
    }
}
