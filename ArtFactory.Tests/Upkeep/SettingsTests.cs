using System.Text.Json;
using ArtFactory.Data.Operations;
using ArtFactory.Engine;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;

namespace ArtFactory.Tests.Upkeep;

public sealed class SettingsTests
{
    [Theory, Engines]
    public async Task A_setting_is_its_default_until_someone_sets_it(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        (await library.Settings.GetAsync<int>("retention.trash_days")).ShouldBe(90);
        await library.Settings.SetAsync("retention.trash_days", Json(7));
        (await library.Settings.GetAsync<int>("retention.trash_days")).ShouldBe(7);
        var view = (await library.Settings.ListAsync()).Single(s => s.Key == "retention.trash_days");
        (view.Value.GetInt32(), view.Default.GetInt32(), view.Unit, view.Type).ShouldBe((7, 90, "days", "integer"));
        await library.Settings.ResetAsync("retention.trash_days");
        (await library.Settings.GetAsync<int>("retention.trash_days")).ShouldBe(90);
        (await library.Settings.GetAsync<decimal?>("budget.order_limit")).ShouldBeNull();
        await library.Settings.SetAsync("budget.order_limit", Json(2.5));
        (await library.Settings.GetAsync<decimal?>("budget.order_limit")).ShouldBe(2.5m);
    }

    [Theory, Engines]
    public async Task What_does_not_fit_is_refused_in_words(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await RefusedAsync("retention.trash_days", Json(0));
        await RefusedAsync("retention.trash_days", Json(1.5));
        await RefusedAsync("retention.trash_days", Json("7"));
        await RefusedAsync("retention.trash_days", Json((string?)null));
        await RefusedAsync("ui.theme", Json("purple"));
        await RefusedAsync("backup.enabled", Json("yes"));
        (await Should.ThrowAsync<InvalidInputException>(() => library.Settings.SetAsync("no.such", Json(1)))).Field.ShouldBe("key");
        await Should.ThrowAsync<InvalidInputException>(() => library.Settings.GetAsync<int>("no.such"));

        async Task RefusedAsync(string key, JsonElement value)
        {
            var refusal = await Should.ThrowAsync<InvalidInputException>(() => library.Settings.SetAsync(key, value));
            refusal.Field.ShouldBe(key);
            refusal.Message.Length.ShouldBeGreaterThan(10);
        }
    }

    [Theory, Engines]
    public async Task A_stored_value_that_cannot_be_read_gives_way_to_the_default(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await using (var context = library.Open())
        {
            foreach (var (key, value) in ((string, string)[])[("retention.trash_days", library.Database.IsPostgres ? "{}" : "{nonsense"), ("ui.theme", "\"purple\"")])
            {
                var row = await context.SystemSettings.FindAsync(key);
                if (row is null) context.Add(row = new SystemSetting { Key = key, Value = value });
                row.Value = value;
            }

            await context.SaveChangesAsync();
        }

        (await library.Settings.GetAsync<int>("retention.trash_days")).ShouldBe(90);
        (await library.Settings.GetAsync<string>("ui.theme")).ShouldBe("dark");
    }

    static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
