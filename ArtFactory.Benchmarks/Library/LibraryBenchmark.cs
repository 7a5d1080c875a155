using ArtFactory.Benchmarks.Report;
using ArtFactory.Benchmarks.Server;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;

namespace ArtFactory.Benchmarks.Library;

/// <summary>
/// The gallery's service beside hand-written, prepared SQL that reads the same tiles, taken in turns in one run: hot queries, searches,
/// counts, depth and size.
/// </summary>
public static class LibraryBenchmark
{
    const int Large = 1_000_000;
    const int Small = 10_000;

    /// <summary>Measures on the library of a data folder, or on one made for it.</summary>
    /// <param name="sheet">Takes the figures.</param>
    /// <param name="folder">A data folder; null makes a temporary one with <paramref name="products"/> products.</param>
    /// <param name="products">How many products a library made here gets.</param>
    /// <param name="server">The server to make it on; null for a file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(FigureSheet sheet, string? folder, int products = Large, BenchServer? server = null, CancellationToken cancellationToken = default)
    {
        await using var large = await BenchLibrary.OpenAsync(sheet, folder, products, server, cancellationToken);
        var first = await MeasureAsync(sheet, large, cancellationToken);
        if (products <= Small) return;
        await using var small = await BenchLibrary.OpenAsync(sheet, null, Small, server, cancellationToken);
        var pair = new Duel(() => large.Gallery.PageAsync(new(), null, 60, cancellationToken), () => small.Gallery.PageAsync(new(), null, 60, cancellationToken));
        var (ours, baseline) = await pair.RunAsync(cancellationToken);
        sheet.Add($"first page at {large.Products:N0} products{large.On}", ours.Median, "µs", baseline.Median, $"at {Small:N0}", Goal.RatioMost(2));
        sheet.Add($"first page, 95th percentile{large.On}", first.P95, "µs", Goal.Most(20_000));
    }

    static async Task<Timing> MeasureAsync(FigureSheet sheet, BenchLibrary library, CancellationToken cancellationToken)
    {
        var gallery = library.Gallery;
        await using var sql = await HandWritten.OpenAsync(library.Engine);
        var half = await library.IdAtAsync(0.5);
        var (common, rare) = (library.CommonTag, library.RareTag);
        var yes = new GalleryQuery { Liked = true };

        async Task<Timing> Duel(string what, GalleryQuery query, Func<Task<int>> raw, double goal, Guid? after = null)
        {
            var cursor = after is { } id ? $"i{id:N}" : null;
            var duel = new Duel(() => gallery.PageAsync(query, cursor, 60, cancellationToken), raw);
            var expected = await raw();
            var got = (await gallery.PageAsync(query, cursor, 60, cancellationToken)).Tiles.Count;
            if (got != expected) throw new InvalidOperationException($"'{what}' gives {got} tiles, and hand-written SQL {expected}.");
            var (ours, baseline) = await duel.RunAsync(cancellationToken);
            what += library.On;
            sheet.Add(what, ours.Median, "µs", baseline.Median, "hand-written SQL", Goal.RatioMost(goal));
            if (goal > 2) sheet.Add(what + ", 95th percentile", ours.P95, "µs", Goal.Most(20_000));
            return ours;
        }

        const double hot = 1.5, search = 2.3;
        var first = await Duel("first page", new(), () => sql.PageAsync("WHERE deleted_at IS NULL"), hot);
        await Duel("next page", new(), () => sql.PageAsync("WHERE deleted_at IS NULL AND id < @a", half), hot, half);
        await Duel("project", new() { ProjectId = library.Project }, () => sql.PageAsync("WHERE project_id = @a AND deleted_at IS NULL", library.Project), hot);
        await Duel("liked", yes, () => sql.PageAsync("WHERE liked AND deleted_at IS NULL"), hot);
        await Duel("type", new() { Type = ProductType.Image }, () => sql.PageAsync("WHERE type = 'image' AND deleted_at IS NULL"), hot);
        var duelOfDepth = new Duel(() => gallery.PageAsync(new(), $"i{half:N}", 60, cancellationToken), () => gallery.PageAsync(new(), null, 60, cancellationToken));
        var (deep, shallow) = await duelOfDepth.RunAsync(cancellationToken);
        sheet.Add($"page at depth {library.Products / 2:N0}{library.On}", deep.Median, "µs", shallow.Median, "our first page", Goal.RatioMost(1.5));

        var by = LibraryQueries.Of(library.Engine.Name);
        object Match(string words) => library.Engine.MatchExpression(words)!;
        await Duel("a common word", new() { Text = "in" }, () => sql.RowsAsync(by.Text, Match("in")), search);
        await Duel("two words", new() { Text = "charcoal owl" }, () => sql.RowsAsync(by.Text, Match("charcoal owl")), search);
        await Duel("a beginning of two letters", new() { Text = "fo" }, () => sql.RowsAsync(by.Text, Match("fo")), search);
        await Duel("a common tag", new() { Tags = [common.Name] }, () => sql.RowsAsync(by.Tag, common.Id), search);
        await Duel("a rare tag", new() { Tags = [rare.Name] }, () => sql.RowsAsync(by.Tag, rare.Id), search);
        await Duel("a common and a rare tag", new() { Tags = [common.Name, rare.Name] }, () => sql.RowsAsync(by.TwoTags, rare.Id, common.Id), search);
        await Duel("a common word with a rare tag", new() { Text = "in", Tags = [rare.Name] }, () => sql.RowsAsync(by.TextWithTag, rare.Id, Match("in")), search);
        await Duel("a word within a project", new() { Text = "charcoal", ProjectId = library.Project }, () => sql.RowsAsync(by.WordInProject, Match("charcoal"), library.Project), search);
        await Duel("four stars and more", new() { MinimumRating = 4 }, () => sql.RowsAsync(by.FourStars), search);
        await Duel("liked in a project", yes with { ProjectId = library.Project }, () => sql.RowsAsync(by.LikedInProject, library.Project), search);
        await CountsAsync(sheet, library, rare.Name, cancellationToken);
        return first;
    }

    static async Task CountsAsync(FigureSheet sheet, BenchLibrary library, string rareTag, CancellationToken cancellationToken)
    {
        (string What, GalleryQuery Query)[] counts =
        [
            ("everything", new()), ("a project", new() { ProjectId = library.Project }), ("liked", new() { Liked = true }), ("a type", new() { Type = ProductType.Image }),
            ("a common word", new() { Text = "in" }), ("four stars and more", new() { MinimumRating = 4 }),
            ("a common tag", new() { Tags = [library.CommonTag.Name] }), ("a word with a rare tag", new() { Text = "in", Tags = [rareTag] }),
        ];
        foreach (var (what, query) in counts)
        {
            var timing = await Timing.OfAsync(() => library.Gallery.CountAsync(query, 1000, cancellationToken), cancellationToken);
            sheet.Add($"count up to 1,000: {what}{library.On}", timing.Median, "µs", Goal.Most(library.On.Length == 0 ? 15_000 : 60_000));
        }
    }
}
