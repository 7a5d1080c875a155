using System.Globalization;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Production;

/// <summary>Several real processes work on one library, and one budget is smaller than what they could spend together.</summary>
[Trait("speed", "slow")]
public sealed class BudgetRaceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_processes_that_race_for_one_budget_do_not_overrun_it()
    {
        const int covered = 60;
        await using var factory = await PaidFactory.CreateAsync(atOnce: 6);
        var budget = covered * PaidFactory.Price + PaidFactory.Price / 2;
        await using (var context = factory.Open())
            await context.SystemSettings.Where(s => s.Key == "budget.total_limit").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, budget.ToString(CultureInfo.InvariantCulture)));
        for (var order = 0; order < 2; order++)
        {
            await using var placing = factory.Start(["order", $"Race {order} [{string.Join(',', Enumerable.Range(1, 80))}] batch:maxbatchitems:100", "--model", factory.Provider.Model, "-p", "output_format=png"], $"{FailPoints.AfterPlaced}:1");
            await placing.EndAsync();
        }

        await using var one = factory.Start(["line", "--until-idle"], null, ("Line__Shared", "true"));
        await using var two = factory.Start(["line", "--until-idle"], null, ("Line__Shared", "true"));
        var (ends, most, looks) = (Task.WhenAll(one.EndAsync(), two.EndAsync()), 0m, 0);
        while (!ends.IsCompleted)
        {
            most = Math.Max(most, await factory.CommittedAsync());
            looks++;
        }

        (await ends).ShouldAllBe(end => end.ExitCode == 0);
        output.WriteLine($"{looks} looks while they ran; at most ${most} of ${budget} was committed");
        most.ShouldBeLessThanOrEqualTo(budget);
        factory.Fake.Charges.Total.ShouldBe(covered * PaidFactory.Price);
        await using var after = factory.Open();
        (await after.OrderItems.CountAsync(i => i.Status == OrderItemStatus.Complete)).ShouldBe(covered);
        (await after.Orders.Select(o => o.StoppedBy).ToListAsync()).ShouldAllBe(code => code == StopCodes.TotalBudget);
        var owners = await after.GenerationAttempts.CountAsync();
        owners.ShouldBe(covered);
    }
}
