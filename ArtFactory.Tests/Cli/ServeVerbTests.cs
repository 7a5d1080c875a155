using System.Net;
using System.Net.Sockets;

namespace ArtFactory.Tests.Cli;

/// <summary>The real server process, and orders beside it.</summary>
[Trait("speed", "slow")]
public sealed class ServeVerbTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_prints_its_address_serves_orders_from_the_shell_and_stops_on_an_interrupt()
    {
        await using var server = FactoryProcess.Start("serve", "--port", "0", "--data", _data.Root);
        var line = await server.ReadLineAsync();
        line.ShouldNotBeNull();
        line.ShouldStartWith("Art Factory: http://127.0.0.1:");
        var address = new Uri(line["Art Factory: ".Length..]);
        using var client = new HttpClient { BaseAddress = address };
        (await client.GetAsync(new Uri("/alive", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetStringAsync(new Uri("/", UriKind.Relative))).ShouldContain("Art Factory");

        string[] order = ["order", "a [red,blue] fox", "--model", "studio/flow-field", "--param", "width=256", "--param", "height=256"];
        (await _data.RunAsync(order)).ShouldEndWith(0).Error.ShouldContain("the server makes it");
        var waited = (await _data.RunAsync([.. order, "--wait", "--json"])).ShouldEndWith(0).Json();
        waited.GetProperty("products").GetArrayLength().ShouldBe(2);

        await server.InterruptAsync();
        (await server.EndAsync()).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var answer = (await _data.RunAsync("serve", "--port", $"{port}")).ShouldEndWith(1);
        answer.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain($"port {port} is taken");
    }

    [Fact]
    public async Task It_does_not_serve_the_network_without_a_password() =>
        (await _data.RunAsync("serve", "--urls", "http://0.0.0.0:5099")).ShouldEndWith(3);

    [Fact]
    public async Task An_interrupted_order_stays_in_the_queue_and_goes_on_with_the_next()
    {
        await using var order = FactoryProcess.Start(
            "order", $"a fox [{string.Join(',', Enumerable.Range(1, 60))}]", "--model", "studio/flow-field", "--param", "width=512", "--param", "height=512", "--data", _data.Root);
        while ((await _data.RunAsync("orders", "--json")).Json() is var orders && (orders.GetArrayLength() == 0 || orders[0].GetProperty("completed").GetInt32() == 0))
            await Task.Delay(100);
        await order.InterruptAsync();
        (await order.EndAsync()).ShouldEndWith(1).Error.ShouldContain("stays in the queue");

        var kept = (await _data.RunAsync("orders", "--json")).ShouldEndWith(0).Json()[0];
        kept.GetProperty("status").GetString().ShouldBeOneOf("pending", "processing");
        kept.GetProperty("failed").GetInt32().ShouldBe(0);
        kept.GetProperty("cancelled").GetInt32().ShouldBe(0);
    }
}
