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

    public LedgerSession(DbConnection connection, ISqlDialect dialect, bool hasSingleWriter, TimeProvider time)
    {
        Connection = connection;
        Dialect = dialect;
        HasSingleWriter = hasSingleWriter;
        _time = time;
        Items = new ItemTable(this);
        Attempts = new AttemptTable(this);
        Spending = new SpendTable(this);
        Providers = new ProviderTable(this);
        Orders = new OrderTable(this);
        Products = new ProductTable(this);
        Logs = new LogTable(this);
        Completions = new CompletionTable(this);
        Placements = new PlacementTable(this);
        Jobs = new JobTable(this);
        Steering = new SteeringTable(this);
    }

    public DbConnection Connection { get; }
    public ISqlDialect Dialect { get; }
    public DbTransaction? Transaction { get; private set; }

    /// <summary>Whether the engine lets one transaction write at a time.</summary>
    public bool HasSingleWriter { get; }

    /// <summary>The moment of the transaction (UTC).</summary>
    public DateTime Now { get; private set; }

    public ItemTable Items { get; }
    public AttemptTable Attempts { get; }
    public SpendTable Spending { get; }
    public ProviderTable Providers { get; }
    public OrderTable Orders { get; }
    public ProductTable Products { get; }
    public LogTable Logs { get; }
    public CompletionTable Completions { get; }
    public PlacementTable Placements { get; }
    public JobTable Jobs { get; }
    public SteeringTable Steering { get; }

    public void Begin(DbTransaction transaction)
    {
        Transaction = transaction;
        Now = _time.GetUtcNow().UtcDateTime;
        _touched.Clear();
        Providers.Forget();
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
        Spending.Dispose();
        Providers.Dispose();
        Orders.Dispose();
        Products.Dispose();
        Logs.Dispose();
        Placements.Dispose();
        Jobs.Dispose();
        Steering.Dispose();
        await Connection.DisposeAsync();
    }
}
