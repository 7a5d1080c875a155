using System.Text;
using ArtFactory.Data;

namespace ArtFactory.Engine.Inventory;

/// <summary>
/// Writes the gallery's SQL for one filter and one driver. The order of joins is given (<c>CROSS JOIN</c>), and filters that do not lead
/// are written so that no index fits them (<c>coalesce</c>): the planner's guess, wrong once in a hundred libraries, is not asked.
/// Values are parameters without exception.
/// </summary>
sealed class GallerySql(IDatabaseEngine engine, GalleryFilter filter, GalleryDriver driver)
{
    public const string TileColumns =
        "p.id, p.type, p.width, p.height, p.duration, p.liked, p.rating, p.prompt, p.thumbnail_paths, p.derive_error, p.created_at";

    readonly List<(string, object)> _parameters = [];

    /// <summary>The column whose value is the place in the order: the id, or the arrival number in the full-text index.</summary>
    string Key => driver switch
    {
        GalleryDriver.Text => "m.seq",
        GalleryDriver.Tag => "d.entity_id",
        GalleryDriver.Collection => "d.product_id",
        _ => "p.id",
    };

    /// <summary>A page of tiles beyond the place, which is an id or an arrival number; its key is the last column.</summary>
    public GalleryStatement Page(object? after, int take) => Walk($"{TileColumns}, {Key} AS place", after, filter.OldestFirst, take);

    /// <summary>The first ids.</summary>
    public GalleryStatement Ids(int take) => Walk($"p.id, {Key} AS place", null, filter.OldestFirst, take);

    /// <summary>The id next to a place.</summary>
    public GalleryStatement Neighbour(object place, bool ascending) => Walk($"p.id, {Key} AS place", place, ascending, 1);

    /// <summary>The count, up to a limit.</summary>
    public GalleryStatement Count(int limit)
    {
        Add("@limit", limit);
        if (driver == GalleryDriver.Text && filter.Drivers().Count() == 1 && filter.Liked is null)
        {
            // What is in the trash is not in the index: the rows need not be looked at.
            Add("@match", filter.Match!);
            return new($"SELECT count(*) FROM (SELECT 1 FROM {engine.ProductMatches("@match")} m LIMIT @limit) x", _parameters);
        }

        return new($"SELECT count(*) FROM (SELECT {Select("1", Ratings())} LIMIT @limit) x", _parameters);
    }

    /// <summary>How many items the orders of the filter's model made; -1 when there are more orders than the limit.</summary>
    public static GalleryStatement ItemsOfModel(GalleryFilter filter, int mostOrders)
    {
        var where = string.Join(" AND ", new[] { filter.Provider is null ? null : "provider = @provider", filter.Model is null ? null : "model = @model" }.OfType<string>());
        List<(string, object)> parameters = [("@most", mostOrders)];
        if (filter.Provider is { } provider) parameters.Add(("@provider", provider));
        if (filter.Model is { } model) parameters.Add(("@model", model));
        return new($"SELECT CASE WHEN count(*) >= @most THEN -1 ELSE coalesce(sum(completed_count), 0) END FROM (SELECT completed_count FROM orders WHERE {where} LIMIT @most) x", parameters);
    }

    GalleryStatement Walk(string columns, object? place, bool ascending, int take)
    {
        var beyond = place is null ? "" : $" AND {Key} {(ascending ? '>' : '<')} @place";
        if (place is not null) Add("@place", place);
        Add("@take", take);
        var sql = new StringBuilder();
        if (driver == GalleryDriver.Rating)
        {
            // One walk a rating, merged: each alone is in order.
            for (var rating = filter.MinimumRating!.Value; rating <= 5; rating++)
            {
                if (sql.Length > 0) sql.Append(" UNION ALL ");
                sql.Append("SELECT ").Append(Select(columns, $"p.rating = {(char)('0' + rating)}")).Append(beyond);
            }

            sql.Append(" ORDER BY place");
        }
        else
        {
            sql.Append("SELECT ").Append(Select(columns, "")).Append(beyond).Append(" ORDER BY ").Append(Key);
        }

        sql.Append(ascending ? " ASC" : " DESC").Append(" LIMIT @take");
        return new(sql.ToString(), _parameters);
    }

    /// <summary>Each rating by itself: a range would leave the rest of the index unused.</summary>
    string Ratings() => driver == GalleryDriver.Rating
        ? $"p.rating IN ({string.Join(", ", Enumerable.Range(filter.MinimumRating!.Value, 6 - filter.MinimumRating.Value).Select(r => (char)('0' + r)))})" : "";

    string Select(string columns, string rating)
    {
        var sql = new StringBuilder(512).Append(columns).Append(" FROM ").Append(From()).Append(" WHERE p.deleted_at IS NULL");
        Lead(sql, rating);
        Others(sql);
        return sql.ToString();
    }

    string From() => driver switch
    {
        GalleryDriver.Tag => "tag_associations d CROSS JOIN products p",
        GalleryDriver.Collection => "collection_products d CROSS JOIN products p",
        GalleryDriver.Order => "order_items i CROSS JOIN products p",
        GalleryDriver.Model => "orders o CROSS JOIN order_items i CROSS JOIN products p",
        GalleryDriver.Text => engine.ProductMatches("@match") + " m CROSS JOIN products p",
        _ => "products p",
    };

    void Lead(StringBuilder sql, string rating)
    {
        switch (driver)
        {
            case GalleryDriver.Project:
                sql.Append(" AND p.project_id = @project");
                Add("@project", engine.ToStored(filter.ProjectId!.Value));
                break;
            case GalleryDriver.Type:
                sql.Append(" AND p.type = @type");
                Add("@type", Word(filter.Type!.Value));
                break;
            case GalleryDriver.Liked:
                sql.Append(" AND p.liked");
                break;
            case GalleryDriver.Rating:
                sql.Append(" AND p.rating IS NOT NULL AND ").Append(rating);
                break;
            case GalleryDriver.Tag:
                sql.Append(" AND d.tag_id = @tag0 AND d.entity_type = 'product' AND p.id = d.entity_id");
                Add("@tag0", engine.ToStored(filter.Tags[0].Id));
                break;
            case GalleryDriver.Collection:
                sql.Append(" AND d.collection_id = @collection AND p.id = d.product_id");
                Add("@collection", engine.ToStored(filter.CollectionId!.Value));
                break;
            case GalleryDriver.Order:
                sql.Append(" AND i.order_id = @order AND p.order_item_id = i.id");
                Add("@order", engine.ToStored(filter.OrderId!.Value));
                break;
            case GalleryDriver.Model:
                sql.Append(ModelIs()).Append(" AND i.order_id = o.id AND p.order_item_id = i.id");
                break;
            case GalleryDriver.Text:
                sql.Append(" AND p.seq = m.seq");
                Add("@match", filter.Match!);
                break;
        }
    }

    void Others(StringBuilder sql)
    {
        if (filter.ProjectId is { } project && driver != GalleryDriver.Project)
        {
            sql.Append(" AND coalesce(p.project_id, p.project_id) = @project");
            Add("@project", engine.ToStored(project));
        }

        if (filter.Type is { } type && driver != GalleryDriver.Type)
        {
            sql.Append(" AND coalesce(p.type, '') = @type");
            Add("@type", Word(type));
        }

        if (filter.Liked is { } liked && !(liked && driver == GalleryDriver.Liked)) sql.Append(liked ? " AND coalesce(p.liked, FALSE)" : " AND NOT p.liked");
        if (filter.MinimumRating is { } least && driver != GalleryDriver.Rating)
        {
            sql.Append(" AND coalesce(p.rating, 0) >= @least");
            Add("@least", least);
        }

        for (var i = driver == GalleryDriver.Tag ? 1 : 0; i < filter.Tags.Count; i++)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM tag_associations t WHERE t.entity_type = 'product' AND t.entity_id = p.id AND t.tag_id = @tag").Append(i).Append(')');
            Add("@tag" + i, engine.ToStored(filter.Tags[i].Id));
        }

        if (filter.CollectionId is { } collection && driver != GalleryDriver.Collection)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM collection_products c WHERE c.collection_id = @collection AND c.product_id = p.id)");
            Add("@collection", engine.ToStored(collection));
        }

        if (filter.OrderId is { } order && driver != GalleryDriver.Order)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM order_items i WHERE i.id = p.order_item_id AND i.order_id = @order)");
            Add("@order", engine.ToStored(order));
        }

        if (filter.HasModel && driver != GalleryDriver.Model)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM order_items i CROSS JOIN orders o WHERE i.id = p.order_item_id AND o.id = i.order_id")
                .Append(ModelIs()).Append(')');
        }

        if (filter.Match is { } match && driver != GalleryDriver.Text)
        {
            sql.Append(" AND ").Append(engine.MatchesProduct("p", "@match"));
            Add("@match", match);
        }
    }

    string ModelIs()
    {
        if (filter.Provider is { } provider) Add("@provider", provider);
        if (filter.Model is { } model) Add("@model", model);
        return (filter.Provider is null ? "" : " AND o.provider = @provider") + (filter.Model is null ? "" : " AND o.model = @model");
    }

    void Add(string name, object value)
    {
        if (!_parameters.Exists(p => p.Item1 == name)) _parameters.Add((name, value));
    }

    static string Word(Data.Products.ProductType type) => type switch
    {
        Data.Products.ProductType.Image => "image",
        Data.Products.ProductType.Video => "video",
        _ => "audio",
    };
}
