using System.Buffers;
using System.Security.Cryptography;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// Reads originals and compares them with the hash of what was stored: slowly, so that those who work and look are not held up, and
/// each time as much as the settings say. A restart goes on where it was, and the next job where the last one stopped.
/// </summary>
sealed class ContentComparison(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, MediaStore store, TimeProvider time)
{
    const int PageSize = 100;
    const int ChunkBytes = 1024 * 1024;

    /// <summary>A third of what a slow disk reads.</summary>
    const double BytesASecond = 32 * 1024 * 1024;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <param name="job">The job, in whose row the position is kept.</param>
    /// <param name="kind">Its kind: an earlier job's position is taken over.</param>
    /// <param name="most">Bytes to read.</param>
    /// <param name="isFaulty">Files that are not worth reading: what is wrong with them is known.</param>
    /// <param name="faults">Takes what is found.</param>
    /// <param name="compared">Told how many files were compared.</param>
    /// <param name="cancellationToken">Stops it between two chunks.</param>
    public async Task RunAsync(LongJob job, string kind, long most, Func<string, bool> isFaulty, IntegrityFaults faults, Func<int, Task> compared, CancellationToken cancellationToken)
    {
        if (most <= 0) return;
        var state = await StateAsync(job, kind, cancellationToken);
        var round = new Round(time.GetTimestamp(), state.Bytes);
        var damaged = new List<string>();
        var count = 0;
        foreach (var path in state.Damaged.Where(path => !isFaulty(path))) await CompareAsync(path, ContentName.HashIn(path));
        var (start, at, wrapped) = (state.At, state.At, state.At == Guid.Empty);
        if (wrapped) await UploadsAsync();
        for (var isRound = false; !isRound && round.Bytes < most;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var page = await context.Products.IgnoreQueryFilters(Filter).Where(p => p.Id > at).OrderBy(p => p.Id).Take(PageSize)
                .Select(p => new { p.Id, p.FilePath, p.FileHash }).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                at = Guid.Empty;
                if (wrapped) break;
                wrapped = true;
                await UploadsAsync();
                continue;
            }

            foreach (var product in page)
            {
                isRound = wrapped && start != Guid.Empty && product.Id.CompareTo(start) > 0;
                if (isRound || round.Bytes >= most) break;
                if (!isFaulty(product.FilePath) && !damaged.Contains(product.FilePath)) await CompareAsync(product.FilePath, product.FileHash ?? ContentName.HashIn(product.FilePath));
                at = product.Id;
            }

            await KeepAsync(job, new(at, round.Bytes, damaged), cancellationToken);
            await compared(count);
        }

        await KeepAsync(job, new(at, round.Bytes, damaged), cancellationToken);
        await compared(count);

        async Task UploadsAsync()
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            foreach (var path in await context.Uploads.Select(u => u.FilePath).ToListAsync(cancellationToken))
                if (!isFaulty(path) && !damaged.Contains(path)) await CompareAsync(path, ContentName.HashIn(path));
        }

        async Task CompareAsync(string path, string? hash)
        {
            if (hash is null) return;
            count++;
            if (await FaultOfAsync(path, hash, round, cancellationToken) is not { } fault) return;
            damaged.Add(path);
            faults.Add(fault);
        }
    }

    /// <summary>This job's own position when it was cut off, else where the one before it stopped.</summary>
    async Task<ComparisonState> StateAsync(LongJob job, string kind, CancellationToken cancellationToken)
    {
        if (ComparisonState.Of(job.Arguments) is { } own) return own;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await context.BackgroundJobs.Where(j => j.Kind == kind && j.Id < job.Id).OrderByDescending(j => j.Id).Select(j => j.Arguments).FirstOrDefaultAsync(cancellationToken);
        return (ComparisonState.Of(before) ?? ComparisonState.New) with { Bytes = 0 };
    }

    Task<int> KeepAsync(LongJob job, ComparisonState state, CancellationToken cancellationToken) =>
        writer.WriteAsync(context => context.BackgroundJobs.Where(j => j.Id == job.Id).ExecuteUpdateAsync(s => s.SetProperty(j => j.Arguments, state.ToArguments()), cancellationToken), cancellationToken);

    /// <summary>Null when the content is right, and when the file is gone: that is another part's to find.</summary>
    async Task<string?> FaultOfAsync(string path, string hash, Round round, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await store.OpenReadAsync(path, cancellationToken);
            return await HashAsync(content, round, cancellationToken) == hash ? null : $"{path} no longer has the content that was stored";
        }
        catch (MediaStoreException e) when (!e.IsAway)
        {
            return e.Kind == MediaStoreFailure.NotFound ? null : e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {e.Message}";
        }
    }

    async Task<string> HashAsync(Stream content, Round round, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (await content.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken) is var read and > 0)
            {
                hash.AppendData(buffer, 0, read);
                round.Bytes += read;
                var early = TimeSpan.FromSeconds((round.Bytes - round.Before) / BytesASecond) - time.GetElapsedTime(round.BegunAt);
                if (early > ShortestPause) await Task.Delay(early, time, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What was read since when.</summary>
    sealed class Round(long begunAt, long before)
    {
        public long BegunAt { get; } = begunAt;
        public long Before { get; } = before;
        public long Bytes { get; set; } = before;
    }
}
