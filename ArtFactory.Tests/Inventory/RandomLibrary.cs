using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Inventory;

namespace ArtFactory.Tests.Inventory;

/// <summary>A library at random, and the oracle that answers every query by looking at each product.</summary>
sealed class RandomLibrary
{
    static readonly string[] Words = ["red", "blue", "fox", "owl", "oil", "ink", "night", "city", "neon", "forest"];
    static readonly string[] TagNames = ["Best", "draft", "night sky", "Élan", "rare"];
    static readonly (string Provider, string Model)[] Models = [("studio", "flow-field"), ("studio", "mosaic"), ("fal", "flux")];

    readonly List<Product> _products = [];
    readonly Dictionary<Guid, HashSet<string>> _tags = [];
    readonly Dictionary<Guid, HashSet<Guid>> _collections = [];
    readonly Dictionary<Guid, Order> _orderOf = [];
    Project[] _projects = [];
    Collection[] _places = [];
    Order[] _orders = [];

    public static async Task<RandomLibrary> FillAsync(TestLibrary library, Random random, int products)
    {
        var filled = new RandomLibrary
        {
            _projects = [.. Enumerable.Range(0, 4).Select(i => new Project { Id = FactoryId.New(), Name = "P" + i })],
            _places = [.. Enumerable.Range(0, 3).Select(i => new Collection { Id = FactoryId.New(), Name = "C" + i })],
        };
        filled._orders = [.. Enumerable.Range(0, 12).Select(i => new Order
        {
            Id = FactoryId.New(), ProjectId = filled._projects[i % 4].Id, Provider = Models[i % 3].Provider, Model = Models[i % 3].Model, BaseParameterSet = ParameterSet.Empty,
        })];
        var tags = TagNames.Select(n => new Tag { Id = FactoryId.New(), Name = n }).ToArray();
        await library.SaveAsync([.. filled._projects, .. filled._places, .. filled._orders, .. tags]);
        var items = new int[filled._orders.Length];
        var rows = new List<object>();
        for (var i = 0; i < products; i++) rows.AddRange(filled.Make(random, tags, items));

        // As the line does it: items first, products in the order of their ids.
        await library.SaveAsync([.. rows.OfType<OrderItem>()]);
        await library.SaveAsync([.. rows.OfType<Product>()]);
        await library.SaveAsync([.. rows.Where(r => r is not (OrderItem or Product))]);
        return filled;
    }

    IEnumerable<object> Make(Random random, Tag[] tags, int[] items)
    {
        var order = random.Next(_orders.Length + 2);
        var item = order < _orders.Length
            ? new OrderItem { Id = FactoryId.New(), OrderId = _orders[order].Id, SequenceNumber = ++items[order], Status = OrderItemStatus.Complete } : null;
        var product = TestLibrary.NewProduct(random.Next(10) == 0 ? null : _projects[random.Next(_projects.Length)].Id, item?.Id,
            string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)])));
        product.Type = (ProductType)random.Next(3);
        product.Liked = random.Next(4) == 0;
        product.Rating = random.Next(3) == 0 ? null : random.Next(1, 6);
        product.Notes = random.Next(6) == 0 ? Words[random.Next(Words.Length)] : null;
        product.DeletedAt = random.Next(8) == 0 ? DateTime.UnixEpoch : null;
        if (item is not null)
        {
            yield return item;
            _orderOf[product.Id] = _orders[order];
        }

        yield return product;
        _products.Add(product);
        _tags[product.Id] = [];
        _collections[product.Id] = [];
        for (var i = 0; i < tags.Length; i++)
        {
            if (random.Next(2 + (i * 4)) != 0) continue;
            _tags[product.Id].Add(tags[i].Name);
            yield return new TagAssociation { TagId = tags[i].Id, EntityType = TaggedEntity.Product, EntityId = product.Id };
        }

        foreach (var place in _places)
        {
            if (random.Next(5) != 0) continue;
            _collections[product.Id].Add(place.Id);
            yield return new CollectionProduct { CollectionId = place.Id, ProductId = product.Id, Position = random.Next(1000) };
        }
    }

    public GalleryQuery RandomQuery(Random random)
    {
        // One filter on average: some queries have none, some many.
        bool Some() => random.Next(8) == 0;
        var model = Models[random.Next(Models.Length)];
        string[] tags = Some() ? [Case(TagNames[random.Next(TagNames.Length)])] : [];
        if (tags.Length > 0 && random.Next(2) == 0) tags = [.. tags, " " + Case(TagNames[random.Next(TagNames.Length)])];
        if (random.Next(60) == 0) tags = ["no such tag"];
        return new GalleryQuery
        {
            ProjectId = Some() ? _projects[random.Next(_projects.Length)].Id : null,
            OrderId = Some() ? _orders[random.Next(_orders.Length)].Id : null,
            CollectionId = Some() ? _places[random.Next(_places.Length)].Id : null,
            Type = Some() ? (ProductType)random.Next(3) : null,
            Liked = Some() ? random.Next(2) == 0 : null,
            MinimumRating = Some() ? random.Next(1, 6) : null,
            Tags = tags,
            Provider = Some() ? model.Provider : null,
            Model = Some() ? model.Model : null,
            Text = Some() ? Text(random) : null,
            OldestFirst = random.Next(3) == 0,
        };

        string Case(string name) => random.Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name.ToLowerInvariant(), _ => name };
    }

    static string Text(Random random)
    {
        var words = Enumerable.Range(0, random.Next(1, 3)).Select(_ => Words[random.Next(Words.Length)]);
        return string.Join(' ', words);
    }

    public List<Guid> Matching(GalleryQuery query)
    {
        var found = _products.Where(p => p.DeletedAt is null && Matches(p, query)).Select(p => p.Id).ToList();
        if (!query.OldestFirst) found.Reverse();
        return found;
    }

    bool Matches(Product product, GalleryQuery query) =>
        (query.ProjectId is null || product.ProjectId == query.ProjectId)
        && (query.OrderId is null || _orderOf.GetValueOrDefault(product.Id)?.Id == query.OrderId)
        && (query.CollectionId is not { } place || _collections[product.Id].Contains(place))
        && (query.Type is null || product.Type == query.Type)
        && (query.Liked is null || product.Liked == query.Liked)
        && (query.MinimumRating is null || product.Rating >= query.MinimumRating)
        && query.Tags.All(t => _tags[product.Id].Contains(t.Trim(), StringComparer.OrdinalIgnoreCase))
        && (query.Provider is null || _orderOf.GetValueOrDefault(product.Id)?.Provider == query.Provider)
        && (query.Model is null || _orderOf.GetValueOrDefault(product.Id)?.Model == query.Model)
        && (query.Text is null || HasWords(product, query.Text.Split(' ')));

    /// <summary>All words occur, the last also as a beginning.</summary>
    static bool HasWords(Product product, string[] words)
    {
        var there = $"{product.Prompt} {product.Notes}".Split(' ');
        return words.Select((w, i) => there.Any(t => i == words.Length - 1 ? t.StartsWith(w, StringComparison.Ordinal) : t == w)).All(found => found);
    }
}
