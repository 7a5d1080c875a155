using ArtFactory.Benchmarks.Report;
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
    public static async Task RunAsync(FigureSheet sheet, string? folder, int products = Large, CancellationToken cancellationToken = default)
    {
        await using var large = await BenchLibrary.OpenAsync(sheet, folder, products, cancellationToken);
        var first = await MeasureAsync(sheet, large, cancellationToken);
        if (products <= Small) return;
        await using var small = await BenchLibrary.OpenAsync(sheet, null, Small, cancellationToken);
        var pair = new Duel(() => large.Gallery.PageAsync(new(), null, 60, cancellationToken), () => small.Gallery.PageAsync(new(), null, 60, cancellationToken));
        var (ours, baseline) = await pair.RunAsync(cancellationToken);
        sheet.Add($"first page at {large.Products:N0} products", ours.Median, "µs", baseline.Median, $"at {Small:N0}", Goal.RatioMost(2));
        sheet.Add("first page, 95th percentile", first.P95, "µs", Goal.Most(20_000));
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
        sheet.Add($"page at depth {library.Products / 2:N0}", deep.Median, "µs", shallow.Median, "our first page", Goal.RatioMost(1.5));

        const string text = "FROM (SELECT rowid AS seq FROM search_products WHERE search_products MATCH @a ORDER BY rowid DESC LIMIT 60) m JOIN products p ON p.seq = m.seq ORDER BY m.seq DESC";
        const string tag = "FROM (SELECT entity_id FROM tag_associations WHERE tag_id = @a AND entity_type = 'product' ORDER BY entity_id DESC LIMIT 60) t JOIN products p ON p.id = t.entity_id WHERE p.deleted_at IS NULL ORDER BY t.entity_id DESC";
        await Duel("a common word", new() { Text = "in" }, () => sql.RowsAsync(text, "\"in\"*"), search);
        await Duel("two words", new() { Text = "charcoal owl" }, () => sql.RowsAsync(text, "\"charcoal\" \"owl\"*"), search);
        await Duel("a beginning of two letters", new() { Text = "fo" }, () => sql.RowsAsync(text, "\"fo\"*"), search);
        await Duel("a common tag", new() { Tags = [common.Name] }, () => sql.RowsAsync(tag, common.Id), search);
        await Duel("a rare tag", new() { Tags = [rare.Name] }, () => sql.RowsAsync(tag, rare.Id), search);
        await Duel("a common and a rare tag", new() { Tags = [common.Name, rare.Name] }, () => sql.RowsAsync(
            "FROM tag_associations t CROSS JOIN products p WHERE t.tag_id = @a AND t.entity_type = 'product' AND p.id = t.entity_id AND p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM tag_associations u WHERE u.tag_id = @b AND u.entity_type = 'product' AND u.entity_id = p.id) ORDER BY t.entity_id DESC LIMIT 60",
            rare.Id, common.Id), search);
        await Duel("a common word with a rare tag", new() { Text = "in", Tags = [rare.Name] }, () => sql.RowsAsync(
            "FROM tag_associations t CROSS JOIN products p WHERE t.tag_id = @a AND t.entity_type = 'product' AND p.id = t.entity_id AND p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_products WHERE search_products MATCH @b AND rowid = p.seq) ORDER BY t.entity_id DESC LIMIT 60",
            rare.Id, "\"in\"*"), search);
        await Duel("a word within a project", new() { Text = "charcoal", ProjectId = library.Project }, () => sql.RowsAsync(
            "FROM (SELECT rowid AS seq FROM search_products WHERE search_products MATCH @a) m CROSS JOIN products p WHERE p.seq = m.seq AND p.project_id = @b ORDER BY m.seq DESC LIMIT 60",
            "\"charcoal\"*", library.Project), search);
        await Duel("four stars and more", new() { MinimumRating = 4 }, () => sql.RowsAsync(
            "FROM products p WHERE p.id IN (SELECT id FROM (SELECT id FROM products WHERE rating = 4 AND deleted_at IS NULL ORDER BY id DESC LIMIT 60) UNION ALL SELECT id FROM (SELECT id FROM products WHERE rating = 5 AND deleted_at IS NULL ORDER BY id DESC LIMIT 60)) ORDER BY p.id DESC LIMIT 60"), search);
        await Duel("liked in a project", yes with { ProjectId = library.Project }, () => sql.PageAsync("WHERE project_id = @a AND deleted_at IS NULL AND +liked", library.Project), search);
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
            sheet.Add($"count up to 1,000: {what}", timing.Median, "µs", Goal.Most(15_000));
        }
    }
}
