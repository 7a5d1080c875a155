using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Benchmarks.Expansion;

/// <summary>How fast prompts are read, counted and expanded, and that memory does not grow with the total. Medians of several runs.</summary>
public static class ExpansionBenchmark
{
    const string Prompt10000 = "portrait of a [subject], [mood] light, wearing a [color] coat, [style], highly detailed, 85mm";
    const string Long = "Girl wearing a [color:2] [cocktail,summer] dress and [color,] shoes and a large [color_1] hat and [=color_1] scarf || [subject] in the rain pipeline:steps:8,20";

    static readonly LookupTable Lookups = LookupTable.Of(
        ("subject", Names("subject")), ("mood", Names("mood")), ("color", Names("color")), ("style", Names("style")));

    /// <summary>Measures and writes the table.</summary>
    public static void Run(TextWriter output)
    {
        var sheet = new FigureSheet(TextWriter.Null);
        Run(sheet);
        sheet.Write(output);
    }

    public static void Run(FigureSheet sheet)
    {
        sheet.Add("expansion of 10,000 combinations", Rate(Parse(Prompt10000, 10_000)), "prompts/s", Goal.Least(2_000_000));
        // 10 x 9 x 8 x 10 with values that must differ.
        sheet.Add("expansion, a lookup used three times", Rate(Parse("a [color] dress, a [color] hat and [color] shoes, [style]", 10_000)), "prompts/s", Goal.Least(2_000_000));
        sheet.Add("parse and count, 10,000 combinations", Milliseconds(301, () => Parse(Prompt10000, 100).Count.Items), "ms", Goal.Most(1));
        sheet.Add("parse and count, the long example", Milliseconds(301, () => Parse(Long, 100).Count.Items), "ms", Goal.Most(1));
        TenOfMany(sheet);
        Memory(sheet);
    }

    static double Rate(PromptExpansion expansion)
    {
        var items = 0;
        var seconds = Seconds(31, () =>
        {
            items = 0;
            var characters = 0;
            foreach (var item in expansion.Items())
            {
                items++;
                characters += item.Prompt.Length + item.Parameters.Count;
            }
            return characters;
        });
        return items / seconds;
    }

    static void TenOfMany(FigureSheet sheet)
    {
        var many = string.Join(' ', Enumerable.Range(0, 12).Select(i => $"[{string.Join(',', Names($"t{i}x"))}]"));
        var repeats = string.Join(' ', Enumerable.Repeat("[color]", 9)) + string.Concat(Enumerable.Repeat(" [subject_1,mood_1]", 6));
        sheet.Add("parse, and 10 drawn of 10^12", Milliseconds(101, () => Parse("batch:sample:10 " + many, 100).Items().Count()), "ms", Goal.Most(5));
        sheet.Add("parse, and 10 drawn where no value may repeat", Milliseconds(101, () => Parse("batch:sample:10 " + repeats, 100).Items().Count()), "ms", Goal.Most(5));
        sheet.Add("parse, and the first 10 of 10^12", Milliseconds(101, () => Parse(many, 100).Items().Take(10).Count()), "ms", Goal.Most(5));
        var drawn = Parse("batch:sample:10 " + many, 100);
        if (drawn.Items().Count() != 10) throw new InvalidOperationException("Ten items were asked for.");
        sheet.Add("combinations put together to draw 10 of 10^12", drawn.Steps, "", Goal.Most(10));
    }

    static void Memory(FigureSheet sheet)
    {
        const string Few = "[subject] [mood] [color] [style]";
        var few = Kept(Few);
        var many = Kept(Few + " [1,2,3,4,5,6,7,8,9,10] [1,2,3,4,5,6,7,8,9,10] [1,2,3,4,5,6,7,8,9,10] [1,2,3,4,5,6,7,8,9,10]");
        sheet.Add("memory held after 10,000 of 10^8 (baseline: of 10^4)", many / 1024.0, "KiB", few / 1024.0, "10^4", Goal.Most(64));
    }

    /// <summary>What stays allocated in the middle of an enumeration.</summary>
    static long Kept(string prompt)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var expansion = Parse(prompt, 10_000);
        using var items = expansion.Items().GetEnumerator();
        for (var i = 0; i < 9_999; i++) items.MoveNext();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(expansion);
        return after - before;
    }

    static PromptExpansion Parse(string prompt, int cap) =>
        Expander.Parse(new() { Prompt = prompt, Lookups = Lookups, Seed = 7, DefaultBatchCap = cap, OrderCap = cap });

    static double Milliseconds(int runs, Func<int> action) => Seconds(runs, action) * 1000;

    /// <summary>The median, after the compiler found out what is hot.</summary>
    static double Seconds(int runs, Func<int> action)
    {
        var sum = 0L;
        var warm = Stopwatch.StartNew();
        for (var i = 0; i < runs || warm.ElapsedMilliseconds < 400; i++) sum += action();
        var times = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            sum += action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        if (sum == 0) throw new InvalidOperationException("Nothing was measured.");
        Array.Sort(times);
        return times[runs / 2];
    }

    static string[] Names(string stem) => [.. Enumerable.Range(1, 10).Select(i => $"{stem} number {i}")];
}
