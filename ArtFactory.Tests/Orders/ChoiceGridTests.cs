using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Orders.Grid;

namespace ArtFactory.Tests.Orders;

public sealed class ChoiceGridTests
{
    static ItemView Item(int sequence, params (string Kind, string Name, string Value)[] choices) => new(
        FactoryId.New(), sequence, OrderItemStatus.Complete, "", null, null, null, 0, null, null, null, [new(FactoryId.New(), null)],
        [.. choices.Select(c => new ItemChoiceView(c.Kind, c.Name, c.Value))]);

    static List<ItemView> Foxes(params int[] left)
    {
        var items = new List<ItemView>();
        foreach (var colour in (string[])["red", "blue"])
        foreach (var medium in (string[])["oil", "ink"])
        foreach (var steps in (string[])["8", "20"])
            items.Add(Item(items.Count + 1, ("token", "red,blue", colour), ("token", "oil,ink", medium), ("parameter", "steps", steps)));
        return [.. items.Where(i => !left.Contains(i.SequenceNumber))];
    }

    [Fact]
    public void Three_choices_fill_columns_rows_and_tables()
    {
        var grid = ChoiceGrid.Of(Foxes());

        grid.Factors.Select(f => f.Key).ShouldBe(["red,blue", "oil,ink", "steps"]);
        (grid.Columns!.Key, grid.Rows!.Key, grid.Sheets!.Key).ShouldBe(("red,blue", "steps", "oil,ink"));
        grid.Tables.Select(t => t.Value).ShouldBe(["oil", "ink"]);
        grid.Tables[0].Rows.SelectMany(r => r).SelectMany(c => c.Items).Select(i => i.SequenceNumber).ShouldBe([1, 5, 2, 6]);
        grid.Holes.ShouldBe(0);
    }

    [Fact]
    public void Named_axes_are_taken_and_an_empty_name_is_none()
    {
        var grid = ChoiceGrid.Of(Foxes(), columns: "steps", rows: "oil,ink", sheets: "");

        (grid.Columns!.Key, grid.Rows!.Key, grid.Sheets).ShouldBe(("steps", "oil,ink", null));
        grid.Tables.ShouldHaveSingleItem().Rows[1][0].Items.Select(i => i.SequenceNumber).ShouldBe([3, 7]);
    }

    [Fact]
    public void Two_axes_never_share_a_choice()
    {
        var grid = ChoiceGrid.Of(Foxes(), columns: "steps", rows: "steps", sheets: "steps");

        grid.Columns!.Key.ShouldBe("steps");
        grid.Rows.ShouldNotBe(grid.Columns);
        grid.Sheets.ShouldNotBe(grid.Columns);
        grid.Sheets.ShouldNotBe(grid.Rows);
    }

    [Fact]
    public void What_was_not_made_is_a_hole_that_knows_its_choices()
    {
        var grid = ChoiceGrid.Of(Foxes(left: [4, 8]), columns: "red,blue", rows: "steps", sheets: "");
        grid.Holes.ShouldBe(0);

        grid = ChoiceGrid.Of(Foxes(left: 8));
        grid.Holes.ShouldBe(1);
        grid.Tables[1].Rows[1][1].Choices.Select(c => $"{c.Key.Name}={c.Value}").ShouldBe(["red,blue=blue", "steps=20", "oil,ink=ink"]);
    }

    [Fact]
    public void What_was_deleted_leaves_a_hole_and_what_is_still_to_come_does_not()
    {
        var items = Foxes();
        items[7] = items[7] with { Products = [] };
        items[6] = items[6] with { Products = [], Status = OrderItemStatus.Pending };

        var grid = ChoiceGrid.Of(items);

        grid.Holes.ShouldBe(1);
        grid.Tables[1].Rows[1][1].IsHole.ShouldBeTrue();
        grid.Tables[1].Rows[1][1].Items.ShouldHaveSingleItem().IsDeleted.ShouldBeTrue();
    }

    [Fact]
    public void One_choice_makes_one_row_and_none_makes_no_grid()
    {
        var grid = ChoiceGrid.Of([Item(1, ("token", "color", "red"), ("token", "shape", "ball")), Item(2, ("token", "color", "blue"), ("token", "shape", "ball"))]);
        (grid.Columns!.Key, grid.Rows).ShouldBe(("color", null));
        grid.Tables.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem().Count.ShouldBe(2);

        ChoiceGrid.Of([Item(1), Item(2)]).Tables.ShouldBeEmpty();
        ChoiceGrid.Of([]).Columns.ShouldBeNull();
    }

    [Fact]
    public void A_token_and_a_parameter_of_one_name_are_two_axes()
    {
        var grid = ChoiceGrid.Of([Item(1, ("token", "style", "a"), ("parameter", "style", "x")), Item(2, ("token", "style", "b"), ("parameter", "style", "y"))]);

        grid.Factors.Select(f => f.Key).ShouldBe(["token:style", "parameter:style"]);
        grid.Holes.ShouldBe(2);
    }
}
