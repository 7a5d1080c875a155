using System.Globalization;
using ArtFactory.Data;

namespace ArtFactory.Engine.Inventory;

/// <summary>
/// Chooses which filter leads. A filter alone leads without a question; of several the one that promises least work does: the rows it
/// would walk until enough match the others, times what looking at one costs. Sizes come from the counts that triggers keep, or from
/// a count that stops early.
/// </summary>
sealed class GalleryPlanner(IDatabaseEngine engine)
{
    /// <summary>Where a count of an index stops, and of words, whose misjudgement costs more.</summary>
    const int Enough = 1_000, EnoughWords = 4_000;

    /// <summary>The share of all products supposed for what is more than was counted.</summary>
    const double Common = 0.05;

    /// <summary>Microseconds, roughly: a step of a walk, of one by words, of one that gathers and sorts, and a look into the full-text index.</summary>
    const double Step = 2, WordStep = 5, SortedStep = 6, WordLook = 60;

    /// <param name="wanted">How many matches end the walk.</param>
    /// <param name="bySeq">In which order a former page went; null for a first one.</param>
    public async ValueTask<GalleryDriver> ChooseAsync(
        PreparedConnection connection, GalleryFilter filter, int wanted, bool? bySeq, CancellationToken cancellationToken)
    {
        if (bySeq == true) return filter.Match is null ? GalleryDriver.Arrival : GalleryDriver.Text;
        var drivers = filter.Drivers().ToList();
        if (drivers.Count == 0) return GalleryDriver.Arrival;
        if (drivers is [var alone] && alone is not GalleryDriver.Model && !(alone is GalleryDriver.Text && bySeq == false)) return alone;

        var all = Math.Max(1, await NumberAsync(connection, new("SELECT coalesce(max(seq), 0) FROM products", []), cancellationToken));
        var sizes = new Dictionary<GalleryDriver, double> { [GalleryDriver.Arrival] = all };
        foreach (var driver in drivers) sizes[driver] = Math.Min(all, await SizeAsync(connection, filter, driver, all, cancellationToken));
        return sizes.Keys.Where(d => bySeq is null || d != GalleryDriver.Text).MinBy(d => Cost(d, sizes, all, wanted));
    }

    double Cost(GalleryDriver driver, Dictionary<GalleryDriver, double> sizes, double all, int wanted)
    {
        var others = sizes.Where(s => s.Key != driver).ToList();
        var hits = others.Aggregate(1.0, (share, other) => share * Math.Max(other.Value, 1) / all);
        var sorts = driver is GalleryDriver.Order or GalleryDriver.Model || (driver == GalleryDriver.Text && !engine.StreamsMatches);
        var rows = sorts ? sizes[driver] : Math.Min(sizes[driver], wanted / hits);
        var step = sorts ? SortedStep : driver == GalleryDriver.Text ? WordStep : Step;
        return rows * (step + others.Sum(other => other.Key switch
        {
            GalleryDriver.Text => WordLook,
            GalleryDriver.Tag or GalleryDriver.Collection => Step,
            GalleryDriver.Order or GalleryDriver.Model => 2 * Step,
            _ => 0.1,
        }));
    }

    async ValueTask<double> SizeAsync(PreparedConnection connection, GalleryFilter filter, GalleryDriver driver, double all, CancellationToken cancellationToken)
    {
        switch (driver)
        {
            case GalleryDriver.Tag: return filter.Tags[0].Uses;
            case GalleryDriver.Type: return all;
            case GalleryDriver.Project: return await NumberAsync(connection, Of("SELECT product_count FROM projects WHERE id = @id", filter.ProjectId), cancellationToken);
            case GalleryDriver.Collection: return await NumberAsync(connection, Of("SELECT product_count FROM collections WHERE id = @id", filter.CollectionId), cancellationToken);
            case GalleryDriver.Order: return await NumberAsync(connection, Of("SELECT expanded_count FROM orders WHERE id = @id", filter.OrderId), cancellationToken);
            case GalleryDriver.Model: return Supposed(await NumberAsync(connection, GallerySql.ItemsOfModel(filter, Enough), cancellationToken), int.MaxValue, all);
            case GalleryDriver.Text:
                return Supposed(await NumberAsync(connection, new GallerySql(engine, Only(match: filter.Match), driver).Count(EnoughWords), cancellationToken), EnoughWords, all);
            default:
                var only = driver == GalleryDriver.Liked ? Only(liked: true) : Only(rating: filter.MinimumRating);
                return Supposed(await NumberAsync(connection, new GallerySql(engine, only, driver).Count(Enough), cancellationToken), Enough, all);
        }
    }

    /// <summary>The count, or what is supposed when it stopped early.</summary>
    static double Supposed(long counted, long limit, double all) => counted < 0 || counted >= limit ? Math.Max(limit == int.MaxValue ? 0 : limit, all * Common) : counted;

    static GalleryFilter Only(bool? liked = null, int? rating = null, string? match = null) => new(null, null, null, null, liked, rating, [], null, null, match, false, false);

    GalleryStatement Of(string sql, Guid? id) => new(sql, [("@id", engine.ToStored(id!.Value))]);

    static async Task<long> NumberAsync(PreparedConnection connection, GalleryStatement statement, CancellationToken cancellationToken) =>
        await connection.ScalarAsync(statement, cancellationToken) is { } number and not DBNull ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : 0;
}
