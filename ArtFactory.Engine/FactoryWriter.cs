using ArtFactory.Data;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine;

/// <summary>How rooms write: one writer at a time, one context and one short transaction an act, many ids in chunks.</summary>
sealed class FactoryWriter(IDbContextFactory<FactoryContext> contexts, IDatabaseEngine engine, IWriteGate gate)
{
    const int MostTries = 5;

    /// <summary>Rows a transaction takes: so few that nobody waits noticeably behind it.</summary>
    public const int ChunkSize = 500;

    /// <summary>Runs the work in a transaction, and commits; again from its beginning when another writer was in its way.</summary>
    public async Task<T> WriteAsync<T>(Func<FactoryContext, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await TryWriteAsync(work, cancellationToken);
            }
            catch (Exception e) when (number < MostTries && engine.IsConflict(e))
            {
                // Another writer was in the way and went first; nothing of this one is there.
            }
        }
    }

    async Task<T> TryWriteAsync<T>(Func<FactoryContext, Task<T>> work, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<FactoryContext, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(async context =>
        {
            await work(context);
            return 0;
        }, cancellationToken);

    /// <summary>Runs the work on chunks of the ids, each in its own transaction; answers the sum of what it answers.</summary>
    /// <remarks>SQLite works on the calling thread: many chunks go to the pool, so that a page's circuit stays free.</remarks>
    public Task<int> EachAsync(IReadOnlyCollection<Guid> ids, Func<FactoryContext, Guid[], Task<int>> work, CancellationToken cancellationToken)
    {
        return ids.Count <= ChunkSize ? AllAsync() : Task.Run(AllAsync, cancellationToken);

        async Task<int> AllAsync()
        {
            var sum = 0;
            foreach (var chunk in ids.Distinct().Chunk(ChunkSize))
                sum += await WriteAsync(context => work(context, chunk), cancellationToken);
            return sum;
        }
    }

    /// <summary>Repeats the work, each time in its own transaction, until it has nothing left to do; answers the sum.</summary>
    public Task<int> UntilDoneAsync(Func<FactoryContext, Task<int>> work, CancellationToken cancellationToken) =>
        Task.Run(async () =>
        {
            var sum = 0;
            while (await WriteAsync(work, cancellationToken) is var done and > 0) sum += done;
            return sum;
        }, cancellationToken);
}
