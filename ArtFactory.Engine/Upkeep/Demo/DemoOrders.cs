using System.Globalization;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Upkeep.Demo;

/// <summary>Makes one order after another, expanded from a prompt with tokens, with its items and products as if the line had run.</summary>
sealed class DemoOrders(
    DemoIds ids, ILookupSource lookups, IReadOnlyList<Project> projects, IReadOnlyList<DemoTag> tags, IReadOnlyList<DemoPicture> pictures, bool withChoices)
{
    const int MostPicked = 600;

    static readonly string[] Prompts =
    [
        "A [color] [animal] in [landscapes], [medium], [lighting]",
        "[profession] in [interiors], [art_style], [mood], [shot]",
        "[cityscapes] at [time_of_day], [weather], [movement], [film_stock]",
        "A [mythical_being] made of [material], [texture], [studio_light]",
        "Still life with [plant] and [food], [paintings], [natural_light]",
        "A [vehicle] on the way to [otherworlds], [decade_look], [color] palette",
        "[landscapes] in [season], [drawings], [composition]",
        "Pattern of [plant] and [insects], [textiles], [color] and [color]",
    ];

    readonly Random _random = new(20261122);
    readonly ILookup<ProductType, DemoPicture> _pictures = pictures.ToLookup(p => p.Type);
    readonly DemoPicture[] _images = [.. pictures.Where(p => p.Type == ProductType.Image)];
    readonly List<Guid> _picked = [];

    /// <summary>A handful of products for collections, in the order of their ids.</summary>
    public IReadOnlyList<Guid> Picked => _picked;

    public void AddOrder(DemoBatch batch, int most)
    {
        var prompt = Prompts[_random.Next(Prompts.Length)];
        var seed = (ulong)_random.NextInt64();
        var wanted = Math.Min(most, _random.Next(8, 180));
        var picture = NextPicture();
        var order = new Order
        {
            Id = ids.Next(), ProjectId = projects[_random.Next(projects.Count)].Id, Provider = "studio", Model = picture.Model, ModelFamily = "studio",
            ModelModality = picture.Type switch { ProductType.Video => "text-to-video", ProductType.Audio => "text-to-audio", _ => "text-to-image" },
            Status = OrderStatus.Fulfilled, Seed = seed, CostPlanned = 0m, Origin = "cli",
            BaseParameterSet = ParameterSet.Empty.With("prompt", prompt), CreatedAt = ids.Moment, ExpandedAt = ids.Moment,
        };
        batch.Orders.Add(order);
        var expansion = Expander.Parse(new ExpansionRequest { Prompt = prompt, Lookups = lookups, Seed = seed, DefaultBatchCap = int.MaxValue, OrderCap = int.MaxValue });
        foreach (var item in expansion.Sample(wanted, seed)) AddProduct(batch, order, item, PictureOf(order.Model, picture));
        if (batch.Items.Count == 0 || batch.Items[^1].OrderId != order.Id) throw new InvalidOperationException($"The demonstration prompt '{prompt}' expands to nothing.");
        order.CompletedAt = ids.Moment;
    }

    void AddProduct(DemoBatch batch, Order order, ExpandedItem expanded, DemoPicture picture)
    {
        var number = batch.Items.Count > 0 && batch.Items[^1].OrderId == order.Id ? batch.Items[^1].SequenceNumber + 1 : 1;
        var seed = JsonSerializer.SerializeToElement(_random.NextInt64());
        var item = new OrderItem
        {
            Id = ids.Next(), OrderId = order.Id, SequenceNumber = number, Status = OrderItemStatus.Complete,
            GenerationParameterSet = ParameterSet.Empty.With("prompt", expanded.Prompt).With("seed", seed),
            StartedAt = ids.Moment, CompletedAt = ids.Moment, CreatedAt = ids.Moment,
        };
        batch.Items.Add(item);
        if (withChoices)
            batch.Choices.AddRange(expanded.Choices.Select(c => new OrderItemChoice { OrderItemId = item.Id, Position = c.Position, Kind = c.Kind, Name = ItemChoice.KeptName(c.Name), Value = c.Value }));
        var product = new Product
        {
            Id = ids.Next(), OrderItemId = item.Id, ProjectId = order.ProjectId, Type = picture.Type, FilePath = picture.Path, FileSize = picture.Size,
            FileHash = picture.Hash, ThumbnailPaths = picture.Thumbnails, Width = picture.Width, Height = picture.Height, Duration = picture.Duration,
            MimeType = picture.MimeType, Prompt = expanded.Prompt, PerceptualHash = picture.PerceptualHash, Liked = _random.NextDouble() < 0.08,
            Rating = Rating(_random.NextDouble()), Notes = _random.NextDouble() < 0.01 ? Note(number) : null, CreatedAt = ids.Moment,
        };
        batch.Products.Add(product);
        foreach (var tag in tags)
            if (_random.NextDouble() < tag.Share) batch.Tags.Add(new TagAssociation { TagId = tag.Id, EntityType = TaggedEntity.Product, EntityId = product.Id, CreatedAt = ids.Moment });
        if (_picked.Count < MostPicked && _random.Next(10) == 0) _picked.Add(product.Id);
    }

    /// <summary>Nineteen in twenty are pictures, where there are clips and sounds at all.</summary>
    DemoPicture NextPicture()
    {
        var draw = _random.Next(60);
        var other = draw == 0 ? ProductType.Audio : ProductType.Video;
        if ((draw < 3 && _pictures[other].Any()) || _images.Length == 0) return _pictures[other].FirstOrDefault() ?? pictures[0];
        return _images[_random.Next(_images.Length)];
    }

    DemoPicture PictureOf(string model, DemoPicture fallback)
    {
        var same = _images.Where(p => p.Model == model).ToArray();
        return same.Length == 0 ? fallback : same[_random.Next(same.Length)];
    }

    static int? Rating(double draw) => draw switch { < 0.05 => 5, < 0.15 => 4, < 0.25 => 3, < 0.31 => 2, < 0.35 => 1, _ => null };

    static string Note(int number) => string.Create(CultureInfo.InvariantCulture, $"Crop the lower third, then print {number} copies on cotton paper.");
}
