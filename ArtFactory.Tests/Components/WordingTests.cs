using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;
using ArtFactory.Web.Features.Ordering;
using ArtFactory.Web.Shared;
using ArtFactory.Web.Shell;

namespace ArtFactory.Tests.Components;

public sealed class WordingTests
{
    static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_draft_gives_a_parameter_one_value_whatever_it_is_called()
    {
        var schema = new ParameterSchema([new() { Name = "num_inference_steps", Type = ParameterType.Integer, Aliases = ["steps"] }]);
        var model = (await new Fakes.FakeCatalog().FindAsync("fake", "one"))! with { Schema = schema };
        var draft = new OrderDraft { Prompt = "A fox" }.With("steps", "20");
        draft.For(model, null).Parameters.ShouldHaveSingleItem().ShouldBe(new("steps", "20"));

        draft.With("num_inference_steps", "30").For(model, null).Parameters.ShouldHaveSingleItem().ShouldBe(new("num_inference_steps", "30"));
        draft.With(schema, "num_inference_steps", "").Parameters.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_quoted_is_what_is_placed_and_the_next_order_draws_anew()
    {
        var draft = new OrderDraft { Prompt = "A [color:2] fox", TemplateId = FactoryId.New(), SourceOrderId = FactoryId.New() }.Seeded();

        draft.Seeded().Seed.ShouldBe(draft.Seed);
        OrderDraft.Parse(draft.ToJson())!.Seed.ShouldBe(draft.Seed);
        draft.For((await new Fakes.FakeCatalog().FindAsync("fake", "one"))!, null).Seed.ShouldBe(draft.Seed);
        var next = draft.Next();
        next.Seed.ShouldNotBe(draft.Seed);
        (next.Prompt, next.TemplateId, next.SourceOrderId).ShouldBe((draft.Prompt, null, null));
    }

    [Theory]
    [InlineData(-10, "just now")]
    [InlineData(-300, "5 min ago")]
    [InlineData(-3 * 3600, "3 h ago")]
    [InlineData(-26 * 3600, "yesterday")]
    [InlineData(-5 * 86400, "5 days ago")]
    [InlineData(-40 * 86400, "13 Oct")]
    [InlineData(600, "in 10 min")]
    public void Times_are_relative_while_that_is_easier_to_read(int seconds, string words) => Moments.Relative(Now.AddSeconds(seconds), Now).ShouldBe(words);

    [Theory]
    [InlineData("web", "from the pages")]
    [InlineData("cli", "from the shell")]
    [InlineData("api", "by a program")]
    [InlineData(null, null)]
    public void Where_an_order_was_placed_is_said_in_words(string? origin, string? words) => OrderWords.Origin(origin).ShouldBe(words);

    [Theory]
    [InlineData(OrderItemStatus.Pending, 0, null, null)]
    [InlineData(OrderItemStatus.Pending, 2, 600, "Try 3 in 10 min")]
    [InlineData(OrderItemStatus.Pending, 1, -5, "Try 2 is next")]
    [InlineData(OrderItemStatus.Pending, 1, null, "Try 2 is next")]
    [InlineData(OrderItemStatus.Failed, 2, 600, null)]
    public void A_retry_says_when_it_comes(OrderItemStatus status, int retries, int? seconds, string? words) =>
        OrderWords.Retry(new ItemView(FactoryId.New(), 1, status, "", null, null, null, retries, seconds is { } ahead ? Now.AddSeconds(ahead) : null, null, null, [], []), Now).ShouldBe(words);

    [Theory]
    [InlineData("0", "$0")]
    [InlineData("0.024", "$0.024")]
    [InlineData("0.003", "$0.003")]
    [InlineData("0.5", "$0.50")]
    [InlineData("1234.5", "$1,234.50")]
    [InlineData("-2", "-$2.00")]
    public void Money_has_its_sign_and_no_noise(string amount, string words) => Figures.Money(decimal.Parse(amount)).ShouldBe(words);

    [Theory]
    [InlineData(812, "812 B")]
    [InlineData(24_600, "24 KB")]
    [InlineData(1_503_238_553, "1.4 GB")]
    public void Sizes_have_units(long bytes, string words) => Figures.Bytes(bytes).ShouldBe(words);

    [Fact]
    public void A_draft_survives_the_browser()
    {
        var draft = new OrderDraft { Prompt = "A [red,blue] fox", NegativePrompt = "blur", Budget = "2.50", OnlyNew = true }.With("steps", "8,20");

        var back = OrderDraft.Parse(draft.ToJson())!;

        back.Prompt.ShouldBe(draft.Prompt);
        back.Parameters["steps"].ShouldBe("8,20");
        back.BudgetLimit.ShouldBe(2.5m);
        (back with { Parameters = draft.Parameters }).ShouldBe(draft);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    public void A_spoilt_draft_is_no_draft(string kept) => OrderDraft.Parse(kept).ShouldBeNull();

    [Theory]
    [InlineData("2,50 or so")]
    [InlineData("2,50")]
    [InlineData("-1")]
    public void A_budget_that_is_no_amount_is_said_to_be_unclear(string text)
    {
        var draft = new OrderDraft { Budget = text };

        draft.BudgetIsUnclear.ShouldBeTrue();
        draft.BudgetLimit.ShouldBeNull();
    }

    [Fact]
    public void A_template_gives_back_the_draft_it_was_made_from()
    {
        var draft = new OrderDraft { Prompt = "A fox", NegativePrompt = "blur" }.With("steps", "8,20");

        var back = OrderDraft.From(draft.ToParameterSet(Fakes.FakeCatalog.Schema));

        (back.Prompt, back.NegativePrompt, back.Parameters["steps"]).ShouldBe(("A fox", "blur", "8,20"));
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("projects/0189", "/")]
    [InlineData("order", "/order")]
    [InlineData("orders/0189", "/orders")]
    [InlineData("products/0189", "/inventory")]
    public void The_rail_marks_the_page_a_path_belongs_to(string path, string expected) =>
        NavigationPage.All.Where(p => p.Covers(path)).Select(p => p.Path).ShouldBe([expected]);
}
