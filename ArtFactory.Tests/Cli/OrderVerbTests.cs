using System.Security.Cryptography;
using System.Text.Json;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Cli;

/// <summary>Orders from the shell, on the studio, to the files.</summary>
public sealed class OrderVerbTests
{
    [Theory, Engines]
    public async Task An_order_without_a_server_is_made_at_once_and_ends_with_its_files(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var answer = (await data.RunAsync([.. Small("a [red,blue] fox"), "--json"])).ShouldEndWith(0);
        var report = answer.Json();
        report.GetProperty("order").GetGuid().ShouldNotBe(Guid.Empty);
        report.GetProperty("items").GetInt32().ShouldBe(2);
        report.GetProperty("failed").GetArrayLength().ShouldBe(0);
        report.GetProperty("cost").GetDecimal().ShouldBe(0);
        var products = report.GetProperty("products").EnumerateArray().ToList();
        products.Count.ShouldBe(2);
        foreach (var product in products)
        {
            var bytes = await File.ReadAllBytesAsync(product.GetProperty("path").GetString()!);
            product.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
            product.GetProperty("width").GetInt32().ShouldBe(256);
            product.GetProperty("height").GetInt32().ShouldBe(256);
            product.GetProperty("mime_type").GetString().ShouldBe("image/png");
        }

        await Orders_lists_it(data, report.GetProperty("order").GetGuid());
        await Inspect_tells_what_made_it(data, products[1]);
        await Inspect_knows_the_file_again(data, products[0]);
    }

    [Fact]
    public async Task An_order_that_names_no_model_is_the_studios_and_says_so()
    {
        using var data = new TemporaryData();
        var answer = (await data.RunAsync("order", "a [red,blue] fox", "--dry-run")).ShouldEndWith(0);
        answer.Output.ShouldContain("2 items, free");
        answer.Error.ShouldContain("studio/flow-field, because no --model is named.");
    }

    static async Task Orders_lists_it(EngineData data, Guid orderId)
    {
        var orders = (await data.RunAsync("orders", "--json")).ShouldEndWith(0).Json().EnumerateArray().ToList();
        var order = orders.ShouldHaveSingleItem();
        order.GetProperty("id").GetGuid().ShouldBe(orderId);
        order.GetProperty("status").GetString().ShouldBe("fulfilled");
        order.GetProperty("completed").GetInt32().ShouldBe(2);
        (await data.RunAsync("orders")).ShouldEndWith(0).Output.ShouldContain("a [red,blue] fox");
    }

    static async Task Inspect_tells_what_made_it(EngineData data, JsonElement product)
    {
        var id = product.GetProperty("id").GetString()!;
        var sheet = (await data.RunAsync("inspect", id, "--json")).ShouldEndWith(0).Json();
        sheet.GetProperty("prompt").GetString().ShouldBe("a blue fox");
        sheet.GetProperty("model").GetString().ShouldBe("studio/flow-field");
        sheet.GetProperty("file_exists").GetBoolean().ShouldBeTrue();
        sheet.GetProperty("choices").EnumerateArray().ShouldContain(choice => choice.GetProperty("value").GetString() == "blue");
        foreach (var thumbnail in sheet.GetProperty("thumbnails").EnumerateObject()) File.Exists(thumbnail.Value.GetString()).ShouldBeTrue();
        (await data.RunAsync("inspect", id)).ShouldEndWith(0).Output.ShouldContain("a blue fox");
    }

    static async Task Inspect_knows_the_file_again(EngineData data, JsonElement product)
    {
        var copy = data.Beside("renamed.dat");
        File.Copy(product.GetProperty("path").GetString()!, copy);
        var sheet = (await data.RunAsync("inspect", copy, "--json")).ShouldEndWith(0).Json();
        sheet.GetProperty("mime_type").GetString().ShouldBe("image/png");
        sheet.GetProperty("width").GetInt32().ShouldBe(256);
        sheet.GetProperty("product_id").GetString().ShouldBe(product.GetProperty("id").GetString());
    }

    [Theory, Engines]
    public async Task A_dry_run_quotes_and_leaves_no_order(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var quote = (await data.RunAsync([.. Small("a [red,blue] fox, [oil,ink]"), "--dry-run", "--json"])).ShouldEndWith(0).Json();
        quote.GetProperty("items").GetInt64().ShouldBe(4);
        quote.GetProperty("cost").GetDecimal().ShouldBe(0);
        quote.GetProperty("samples").GetArrayLength().ShouldBeGreaterThan(0);
        (await data.RunAsync([.. Small("a fox"), "--dry-run"])).ShouldEndWith(0).Output.ShouldContain("1 item, free");
        (await data.RunAsync("orders", "--json")).ShouldEndWith(0).Json().GetArrayLength().ShouldBe(0);
    }

    [Theory, Engines]
    public async Task A_wrong_prompt_is_shown_with_a_mark_and_answers_3(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var answer = (await data.RunAsync(Small("a [red fox"))).ShouldEndWith(3);
        answer.Output.ShouldBeEmpty();
        answer.Error.ShouldContain("  a [red fox");
        answer.Error.ShouldContain("\n    ^");
    }

    [Theory, Engines]
    public async Task A_parameter_out_of_its_range_answers_3_and_names_it(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var answer = (await data.RunAsync("order", "a fox", "--model", "studio/flow-field", "--param", "width=99999999")).ShouldEndWith(3);
        answer.Error.ShouldContain("width");
    }

    [Theory, Engines]
    public async Task An_unknown_model_answers_4_with_near_ones(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var answer = (await data.RunAsync("order", "a fox", "--model", "studio/flowfeld")).ShouldEndWith(4);
        answer.Error.ShouldContain("Near: studio/flow-field");
    }

    [Theory, Engines]
    public async Task What_is_not_there_cannot_be_inspected(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        (await data.RunAsync("inspect", "01a20397-acb8-7ae1-8441-f4953b2439e4")).ShouldEndWith(4);
        (await data.RunAsync("inspect", data.Beside("nothing.png"))).ShouldEndWith(4);
        await File.WriteAllTextAsync(data.Beside("text.png"), "no picture");
        (await data.RunAsync("inspect", data.Beside("text.png"))).ShouldEndWith(3);
    }

    /// <summary>A small picture, drawn fast.</summary>
    static string[] Small(string prompt) => ["order", prompt, "--model", "studio/flow-field", "--param", "width=256", "--param", "height=256"];
}
