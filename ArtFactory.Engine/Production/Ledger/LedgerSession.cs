using System.Data.Common;
using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>
/// The line's own connection with its prepared commands. What it does happens inside the transaction the writer began; it holds
/// no other state.
/// </summary>
sealed class LedgerSession : IAsyncDisposable
{
    readonly TimeProvider _time;
    readonly HashSet<Guid> _touched = [];

    public LedgerSession(DbConnection connection, ISqlDialect dialect, TimeProvider time)
    {
        Connection = connection;
        Dialect = dialect;
        _time = time;
        Items = new ItemTable(this);
        Attempts = new AttemptTable(this);
        Orders = new OrderTable(this);
        Products = new ProductTable(this);
        Logs = new LogTable(this);
        Placements = new PlacementTable(this);
        Jobs = new JobTable(this);
        Steering = new SteeringTable(this);
    }

    public DbConnection Connection { get; }
    public ISqlDialect Dialect { get; }
    public DbTransaction? Transaction { get; private set; }

    /// <summary>The moment of the transaction (UTC).</summary>
    public DateTime Now { get; private set; }

    public ItemTable Items { get; }
    public AttemptTable Attempts { get; }
    public OrderTable Orders { get; }
    public ProductTable Products { get; }
    public LogTable Logs { get; }
    public PlacementTable Placements { get; }
    public JobTable Jobs { get; }
    public SteeringTable Steering { get; }

    public void Begin(DbTransaction transaction)
    {
        Transaction = transaction;
        Now = _time.GetUtcNow().UtcDateTime;
        _touched.Clear();
    }

    /// <summary>Remembers that an item of the order ended, so that the order itself is ended when it was the last.</summary>
    public void Touch(Guid orderId) => _touched.Add(orderId);

    /// <summary>Ends the orders whose last item ended in this transaction.</summary>
    public void Finish()
    {
        foreach (var order in _touched) Orders.EndIfDone(order);
        _touched.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        Items.Dispose();
        Attempts.Dispose();
        Orders.Dispose();
        Products.Dispose();
        Logs.Dispose();
        Placements.Dispose();
        Jobs.Dispose();
        Steering.Dispose();
        await Connection.DisposeAsync();
    }
}
