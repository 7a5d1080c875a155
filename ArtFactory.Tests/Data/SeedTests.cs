using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Lookups;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Seeding;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Data;

public sealed class SeedTests
{
    static readonly char[] Markup = ['[', ']', ',', '\\'];

    [Theory, Engines]
    public async Task What_a_person_changed_or_deleted_stays_so_and_the_rest_follows_the_seeds(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var context = database.Open())
        {
            // As an earlier version of the seeds would have left it, with what a person did since.
            await context.SeedRecords.Where(s => s.Kind == "seeds").ExecuteDeleteAsync();
            var mood = await context.Lookups.SingleAsync(l => l.Key == "mood");
            mood.Values = ["grumpy"];
            var weather = await context.Lookups.SingleAsync(l => l.Key == "weather");
            weather.Description = "An older description";
            var record = await context.SeedRecords.SingleAsync(s => s.Kind == "lookups" && s.Key == "weather");
            record.Fields = record.Fields.With("description", HashOf("An older description"));
            context.Remove(await context.Lookups.SingleAsync(l => l.Key == "season"));
            await context.SaveChangesAsync();
        }

        await database.Services.GetRequiredService<SeedLoader>().LoadAsync();
        await using var reading = database.Open();
        (await reading.Lookups.SingleAsync(l => l.Key == "mood")).Values.ShouldBe(["grumpy"]);
        (await reading.Lookups.SingleAsync(l => l.Key == "weather")).Description.ShouldBe("What the sky does.");
        (await reading.Lookups.AnyAsync(l => l.Key == "season")).ShouldBeFalse();
    }

    [Theory, Engines]
    public async Task A_lookup_a_person_made_under_a_seeded_name_is_left_alone(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var context = database.Open())
        {
            await context.SeedRecords.ExecuteDeleteAsync();
            await context.Lookups.ExecuteDeleteAsync();
            context.Add(new Lookup { Id = FactoryId.New(), Key = "color", Values = ["mine"] });
            await context.SaveChangesAsync();
        }

        await database.Services.GetRequiredService<SeedLoader>().LoadAsync();
        await using var reading = database.Open();
        var color = await reading.Lookups.SingleAsync(l => l.Key == "color");
        color.Values.ShouldBe(["mine"]);
        color.IsSystem.ShouldBeFalse();
    }

    [Theory, Engines]
    public async Task Every_model_has_its_provider_a_readable_schema_and_a_price_form(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var context = database.Open();
        foreach (var model in await context.Models.AsNoTracking().ToListAsync())
        {
            var name = $"{model.ProviderId}/{model.ModelId}";
            if (model.ParameterSchema is { } schema) JsonDocument.Parse(schema).RootElement.TryGetProperty("parameters", out _).ShouldBeTrue(name);
            if (model.Pricing is { } pricing) JsonDocument.Parse(pricing).RootElement.TryGetProperty("unit", out _).ShouldBeTrue(name);
        }
    }

    [Theory]
    [InlineData("gpt-image-1", "low", "1024x1024", 0.011)]
    [InlineData("gpt-image-1", "low", "1536x1024", 0.016)]
    [InlineData("gpt-image-1", "medium", "1024x1024", 0.042)]
    [InlineData("gpt-image-1", "medium", "1024x1536", 0.063)]
    [InlineData("gpt-image-1", "high", "1024x1024", 0.167)]
    [InlineData("gpt-image-1", "high", "1024x1536", 0.25)]
    [InlineData("gpt-image-1", null, null, 0.25)]
    [InlineData("gpt-image-1-mini", "high", "1536x1024", 0.05)]
    [InlineData("gpt-image-1.5", "medium", "1024x1024", 0.0336)]
    [InlineData("dall-e-3", "hd", null, 0.08)]
    [InlineData("dall-e-3", "standard", "1024x1024", 0.04)]
    public async Task A_price_that_follows_quality_and_size_is_seeded_so(string model, string? quality, string? size, double expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var context = database.Open();
        var row = await context.Models.AsNoTracking().SingleAsync(m => m.ModelId == model);
        var parameters = ParameterSet.Empty;
        if (quality is not null) parameters = parameters.With("quality", quality);
        if (size is not null) parameters = parameters.With("size", size);
        PriceCeiling.Of(ModelPrice.Parse(row.Pricing), ParameterSchema.Parse(row.ParameterSchema), parameters).ShouldBe((decimal)expected);
    }

    [Theory, Engines]
    public async Task Lookups_nest_only_where_it_is_meant(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var context = database.Open();
        var lookups = await context.Lookups.AsNoTracking().ToListAsync();
        var keys = lookups.Select(l => l.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        lookups.Where(l => l.Values.Any(keys.Contains)).Select(l => l.Key).Order(StringComparer.Ordinal)
            .ShouldBe(["age", "animal", "color", "lighting", "medium", "place"]);
        foreach (var lookup in lookups)
        {
            lookup.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(lookup.Values.Count, lookup.Key);
            lookup.Values.ShouldAllBe(v => v.IndexOfAny(Markup) < 0, lookup.Key);
            lookup.Key.ShouldMatch("^[a-z]+(_[a-z]+)*$");
        }
    }

    [Fact]
    public void Every_setting_takes_its_own_default()
    {
        SettingCatalog.All.Count.ShouldBeGreaterThan(20);
        SettingCatalog.All.Select(s => s.Key).ShouldBeUnique();
        foreach (var setting in SettingCatalog.All) setting.Fault(setting.Default).ShouldBeNull(setting.Key);
    }

    [Theory]
    [InlineData("retention.trash_days", "0", "Days in the trash is at least 1.")]
    [InlineData("retention.trash_days", "1.5", "Days in the trash is a whole number.")]
    [InlineData("retention.trash_days", "\"many\"", "Days in the trash is a number.")]
    [InlineData("retention.trash_days", "null", "Days in the trash needs a value.")]
    [InlineData("thumbnails.quality", "101", "Quality is at most 100.")]
    [InlineData("ui.theme", "\"pink\"", "Theme is one of: dark, light, system.")]
    [InlineData("backup.enabled", "1", "Nightly backup is true or false.")]
    [InlineData("budget.order_limit", "null", null)]
    public void A_setting_says_in_words_what_it_takes(string key, string json, string? fault)
    {
        using var value = JsonDocument.Parse(json);
        SettingCatalog.Find(key).ShouldNotBeNull().Fault(value.RootElement).ShouldBe(fault);
    }

    static string HashOf(string value) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(value)).AsSpan(0, 8));
}
