using ArtFactory.Data;
using ArtFactory.Engine.Live;

namespace ArtFactory.Tests.Live;

/// <summary>Whom a change concerns; one that does not say which thing changed concerns whoever it may.</summary>
public sealed class ChangeTests
{
    static readonly Guid Mine = FactoryId.New(), Other = FactoryId.New();

    [Fact]
    public void A_thing_is_concerned_by_its_own_changes_and_by_many_of_its_kind()
    {
        new Change(ChangeKind.Collection, Mine).Concerns(ChangeKind.Collection, Mine).ShouldBeTrue();
        new Change(ChangeKind.Collection, Guid.Empty).Concerns(ChangeKind.Collection, Mine).ShouldBeTrue();
        new Change(ChangeKind.Collection, Other).Concerns(ChangeKind.Collection, Mine).ShouldBeFalse();
        new Change(ChangeKind.Product, Guid.Empty).Concerns(ChangeKind.Collection, Mine).ShouldBeFalse();
    }

    [Theory]
    [InlineData(ChangeKind.Order)]
    [InlineData(ChangeKind.Item)]
    [InlineData(ChangeKind.Product)]
    public void Many_of_what_an_order_holds_may_be_of_any_order_unless_one_is_named(ChangeKind kind)
    {
        new Change(kind, Guid.Empty).ConcernsOrder(Mine).ShouldBeTrue();
        new Change(kind, Guid.Empty, Mine).ConcernsOrder(Mine).ShouldBeTrue();
        new Change(kind, Guid.Empty, Other).ConcernsOrder(Mine).ShouldBeFalse();
        new Change(kind, FactoryId.New(), Mine).ConcernsOrder(Mine).ShouldBeTrue();
        new Change(kind, FactoryId.New(), Other).ConcernsOrder(Mine).ShouldBeFalse();
        new Change(kind, Other).ConcernsOrder(Mine).ShouldBeFalse();
    }

    [Fact]
    public void An_order_is_found_by_its_own_id_and_left_alone_by_what_is_not_of_it()
    {
        new Change(ChangeKind.Order, Mine).ConcernsOrder(Mine).ShouldBeTrue();
        foreach (var kind in Enum.GetValues<ChangeKind>().Except([ChangeKind.Order, ChangeKind.Item, ChangeKind.Product]))
            new Change(kind, Guid.Empty).ConcernsOrder(Mine).ShouldBeFalse();
    }

    [Theory]
    [InlineData(ChangeKind.Project)]
    [InlineData(ChangeKind.Order)]
    [InlineData(ChangeKind.Item)]
    [InlineData(ChangeKind.Product)]
    public void Many_of_what_a_project_holds_may_be_of_any_project_unless_one_is_named(ChangeKind kind)
    {
        new Change(kind, Guid.Empty).ConcernsProject(Mine).ShouldBeTrue();
        new Change(kind, Guid.Empty, null, Mine).ConcernsProject(Mine).ShouldBeTrue();
        new Change(kind, Guid.Empty, null, Other).ConcernsProject(Mine).ShouldBeFalse();
        new Change(kind, FactoryId.New(), null, Mine).ConcernsProject(Mine).ShouldBeTrue();
        new Change(kind, FactoryId.New(), null, Other).ConcernsProject(Mine).ShouldBeFalse();
    }

    [Fact]
    public void A_project_hears_of_orders_that_are_told_without_their_project()
    {
        // Pausing tells the order alone.
        var order = FactoryId.New();
        new Change(ChangeKind.Order, order, order).ConcernsProject(Mine).ShouldBeTrue();
        new Change(ChangeKind.Project, Mine).ConcernsProject(Mine).ShouldBeTrue();
        new Change(ChangeKind.Project, Other).ConcernsProject(Mine).ShouldBeFalse();
        foreach (var kind in Enum.GetValues<ChangeKind>().Except([ChangeKind.Project, ChangeKind.Order, ChangeKind.Item, ChangeKind.Product]))
            new Change(kind, Guid.Empty).ConcernsProject(Mine).ShouldBeFalse();
    }
}
