using System.Data.Common;
using System.Globalization;
using ArtFactory.Data;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Inventory;

sealed class Gallery(IDatabaseEngine engine, IDbContextFactory<FactoryContext> contexts, StatementPool statements, TileReader tiles) : IGallery
{
    const int MostTiles = 1_000;

    // Neighbours go in the order of the pages a person came from.
    const int UsualPage = 60;
    readonly GalleryPlanner _planner = new(engine);

    public async Task<GalleryPage> PageAsync(GalleryQuery query, string? cursor = null, int take = 60, CancellationToken cancellationToken = default)
    {
        var from = cursor is null ? (GalleryCursor?)null : GalleryCursor.Parse(cursor);
        using var connection = await statements.RentAsync(cancellationToken);
        var filter = await FilterAsync(connection, query, cancellationToken);
        if (filter.IsEmpty) return new GalleryPage([], null);
        take = Math.Clamp(take, 1, MostTiles);
        var driver = await _planner.ChooseAsync(connection, filter, take, from?.BySeq, cancellationToken);
        object? after = from is not { } start ? null : start.BySeq ? start.Seq : engine.ToStored(start.Id);

        // One more than asked tells whether there is a next page.
        var page = new List<GalleryTile>(take);
        var last = default(GalleryCursor);
        await using var reader = await connection.ReadAsync(new GallerySql(engine, filter, driver).Page(after, take + 1), cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (page.Count == take) return new GalleryPage(page, last.ToString());
            var tile = tiles.Read(reader);
            page.Add(tile);
            if (page.Count == take) last = driver == GalleryDriver.Text ? new(default, reader.GetInt64(TileReader.Columns), true) : new(tile.Id, 0, false);
        }

        return new GalleryPage(page, null);
    }

    public async Task<int> CountAsync(GalleryQuery query, int cap = 1000, CancellationToken cancellationToken = default)
    {
        if (cap < 0) throw new InvalidInputException("cap", "A count stops at zero or more.");
        using var connection = await statements.RentAsync(cancellationToken);
        var filter = await FilterAsync(connection, query, cancellationToken);
        if (filter.IsEmpty) return 0;
        var driver = await _planner.ChooseAsync(connection, filter, cap, null, cancellationToken);
        var count = new GallerySql(engine, filter, driver).Count(cap == int.MaxValue ? cap : cap + 1);
        return Convert.ToInt32(await connection.ScalarAsync(count, cancellationToken), CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<Guid>> IdsAsync(GalleryQuery query, int most, CancellationToken cancellationToken = default)
    {
        if (most < 1) throw new InvalidInputException("most", "At least one id must be asked for.");
        using var connection = await statements.RentAsync(cancellationToken);
        var filter = await FilterAsync(connection, query, cancellationToken);
        if (filter.IsEmpty) return [];
        var driver = await _planner.ChooseAsync(connection, filter, most, null, cancellationToken);
        var ids = new List<Guid>();
        await using var reader = await connection.ReadAsync(new GallerySql(engine, filter, driver).Ids(most), cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) ids.Add(engine.ReadId(reader, 0));
        return ids;
    }

    public async Task<(Guid? Previous, Guid? Next)> NeighboursAsync(GalleryQuery query, Guid productId, CancellationToken cancellationToken = default)
    {
        using var connection = await statements.RentAsync(cancellationToken);
        var filter = await FilterAsync(connection, query, cancellationToken);
        if (filter.IsEmpty) return (null, null);
        var driver = await _planner.ChooseAsync(connection, filter, UsualPage, null, cancellationToken);
        object place = engine.ToStored(productId);
        if (driver == GalleryDriver.Text)
        {
            if (await connection.ScalarAsync(new("SELECT seq FROM products WHERE id = @id", [("@id", place)]), cancellationToken) is not long seq) return (null, null);
            place = seq;
        }

        return (await OneAsync(!filter.OldestFirst), await OneAsync(filter.OldestFirst));

        async Task<Guid?> OneAsync(bool ascending)
        {
            await using var reader = await connection.ReadAsync(new GallerySql(engine, filter, driver).Neighbour(place, ascending), cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? engine.ReadId(reader, 0) : null;
        }
    }

    public async Task<ProductDetail?> FindAsync(Guid productId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await new ProductReading(context).FindAsync(productId, cancellationToken);
    }

    public async Task<IReadOnlyList<GalleryTile>> TilesAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken = default)
    {
        if (productIds.Count == 0) return [];
        using var connection = await statements.RentAsync(cancellationToken);
        var found = new List<GalleryTile>(productIds.Count);
        foreach (var id in productIds)
        {
            await using var reader = await connection.ReadAsync(
                new($"SELECT {GallerySql.TileColumns} FROM products p WHERE p.id = @id AND p.deleted_at IS NULL", [("@id", engine.ToStored(id))]), cancellationToken);
            if (await reader.ReadAsync(cancellationToken)) found.Add(tiles.Read(reader));
        }

        return found;
    }

    async ValueTask<GalleryFilter> FilterAsync(PreparedConnection connection, GalleryQuery query, CancellationToken cancellationToken)
    {
        var tags = new List<(Guid Id, long Uses)>();
        var missing = false;
        foreach (var name in query.Tags.Select(t => Wording.Plain(t).Trim()).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (await TagAsync(connection, name, cancellationToken) is { } tag) tags.Add(tag);
            else missing = true;
        }

        tags.Sort((a, b) => a.Uses.CompareTo(b.Uses));
        return new GalleryFilter(
            query.ProjectId, query.OrderId, query.CollectionId, query.Type, query.Liked, query.MinimumRating is > 0 ? query.MinimumRating : null, tags,
            Wording.Optional(query.Provider), Wording.Optional(query.Model),
            string.IsNullOrWhiteSpace(query.Text) ? null : engine.MatchExpression(query.Text), query.OldestFirst,
            missing || query.MinimumRating > 5);
    }

    async ValueTask<(Guid Id, long Uses)?> TagAsync(PreparedConnection connection, string name, CancellationToken cancellationToken)
    {
        await using (var reader = await connection.ReadAsync(new("SELECT id, usage_count FROM tags WHERE name = @name", [("@name", name)]), cancellationToken))
            if (await reader.ReadAsync(cancellationToken)) return Read(reader);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await TagNames.FindAsync(context, name, cancellationToken) is { } tag ? (tag.Id, tag.UsageCount) : null;

        (Guid, long) Read(DbDataReader reader) => (engine.ReadId(reader, 0), reader.GetInt64(1));
    }
}
