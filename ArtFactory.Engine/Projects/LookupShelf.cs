using System.Text.Encodings.Web;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Lookups;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Projects;

sealed class LookupShelf : ILookupShelf, IRemembers
{
    const int MostValues = 100_000;
    const int LongestValue = 2_000;
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly IDbContextFactory<FactoryContext> _contexts;
    readonly FactoryWriter _writer;
    readonly IChangeFeed _feed;
    readonly TimeProvider _time;
    readonly Snapshot<LookupValues> _values;

    public LookupShelf(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, IChangeFeed feed, TimeProvider time)
    {
        (_contexts, _writer, _feed, _time) = (contexts, writer, feed, time);
        _values = new Snapshot<LookupValues>(time, LoadAsync);
    }

    public async Task<IReadOnlyList<LookupView>> ListAsync(string? text = null, CancellationToken cancellationToken = default)
    {
        var views = await ViewsAsync(lookups => lookups, cancellationToken);
        var wanted = text?.Trim();
        return [.. views
            .Where(l => string.IsNullOrEmpty(wanted) || l.Key.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || l.Category?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true
                || l.Description?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true
                || l.Values.Any(v => v.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(l => l.Key, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<LookupView?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        await using (var context = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await IdOfAsync(context, key.Trim(), cancellationToken) is not { } id) return null;
            var found = await ViewsAsync(lookups => lookups.Where(l => l.Id == id), cancellationToken);
            return found.Count == 0 ? null : found[0];
        }
    }

    public async Task<Guid> SaveAsync(
        Guid id, string key, IReadOnlyList<string> values, string? description, string? category, CancellationToken cancellationToken = default)
    {
        var (name, kept, group) = (LookupKey.Checked(key), Checked(values), Wording.Optional(category));
        if (group is { Length: > 100 }) throw new InvalidInputException("category", "The category has more than 100 characters; shorten it.");
        var saved = await _writer.WriteAsync(context => WriteAsync(context, id, name, kept, Wording.Optional(description), group, cancellationToken), cancellationToken);
        Changed(saved);
        return saved;
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await _writer.WriteAsync(context => context.Lookups.Where(l => l.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        Changed(id);
    }

    public async Task<ILookupSource> SourceAsync(CancellationToken cancellationToken = default) => await _values.GetAsync(cancellationToken);

    public async Task<string> ExportAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var lookups = await context.Lookups.OrderBy(l => l.Key).Select(l => new { l.Key, l.Values }).ToListAsync(cancellationToken);
        return JsonSerializer.Serialize(lookups.ToDictionary(l => l.Key, l => l.Values, StringComparer.Ordinal), Readable);
    }

    public async Task<LookupImport> ImportAsync(string fileName, string content, CancellationToken cancellationToken = default)
    {
        // All are checked before the first is written.
        var (lists, remarks) = Read(fileName, content);
        foreach (var (name, kept) in lists)
        {
            await _writer.WriteAsync(async context =>
            {
                var there = await IdOfAsync(context, name, cancellationToken);
                var row = there is null ? null : await context.Lookups.AsTracking().FirstAsync(l => l.Id == there, cancellationToken);
                if (row is null) await WriteAsync(context, Guid.Empty, name, kept, null, "Imported", cancellationToken);
                else
                {
                    row.Values = kept;
                    await context.SaveChangesAsync(cancellationToken);
                }

                return 0;
            }, cancellationToken);
        }

        if (lists.Count > 0) Changed(Guid.Empty);
        return new(lists.Count, remarks);
    }

    /// <summary>What is wrong is said of the file, which may be one of many.</summary>
    static (List<(string Name, List<string> Values)> Lists, IReadOnlyList<Diagnostic> Remarks) Read(string fileName, string content)
    {
        var list = "";
        try
        {
            var file = LookupFile.Read(fileName, content);
            var lists = new List<(string, List<string>)>();
            foreach (var found in file.Lookups)
            {
                list = $"'{found.Key}': ";
                lists.Add((LookupKey.Checked(found.Key), Checked(found.Values)));
            }

            return (lists, file.Diagnostics);
        }
        catch (InvalidInputException mistake)
        {
            throw new InvalidInputException("file", $"{fileName}: {(mistake.Field == "file" ? "" : list)}{mistake.Message}");
        }
    }

    async Task<Guid> WriteAsync(
        FactoryContext context, Guid id, string key, IReadOnlyList<string> values, string? description, string? category, CancellationToken cancellationToken)
    {
        if (await IdOfAsync(context, key, cancellationToken) is { } taken && taken != id)
            throw new InvalidInputException("key", $"There is a lookup '{key}' already; take another name, or edit that one.");
        var row = id == Guid.Empty ? null : await context.Lookups.AsTracking().FirstOrDefaultAsync(l => l.Id == id, cancellationToken);
        if (row is null)
        {
            if (id != Guid.Empty) throw new InvalidInputException("id", "The lookup is gone; save it as a new one.");
            row = new Lookup { Id = FactoryId.New(_time.GetUtcNow()), Key = key };
            context.Lookups.Add(row);
        }

        (row.Key, row.Values, row.Description, row.Category) = (key, values, description, category);
        await context.SaveChangesAsync(cancellationToken);
        return row.Id;
    }

    static async Task<Guid?> IdOfAsync(FactoryContext context, string key, CancellationToken cancellationToken)
    {
        // Keys compare without regard to case, beyond ASCII too, which the engine does not.
        var keys = await context.Lookups.Select(l => new { l.Id, l.Key }).ToListAsync(cancellationToken);
        return keys.Find(l => string.Equals(l.Key, key, StringComparison.OrdinalIgnoreCase))?.Id;
    }

    async Task<List<LookupView>> ViewsAsync(Func<IQueryable<Lookup>, IQueryable<Lookup>> which, CancellationToken cancellationToken)
    {
        var source = await _values.GetAsync(cancellationToken);
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var rows = await which(context.Lookups.AsNoTracking()).ToListAsync(cancellationToken);
        return rows.ConvertAll(l => new LookupView(l.Id, l.Key, l.Values, l.Description, l.Category, l.IsSystem, source.Resolve(l.Values, l.Key), l.UpdatedAt));
    }

    async Task<LookupValues> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Lookups.Select(l => new { l.Key, l.Values }).ToListAsync(cancellationToken);
        return new LookupValues(rows.Select(l => KeyValuePair.Create(l.Key, l.Values)));
    }

    static List<string> Checked(IReadOnlyList<string> values)
    {
        var kept = values.Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (kept.Count == 0) throw new InvalidInputException("values", "Give the lookup at least one value, one on each line.");
        if (kept.Count > MostValues) throw new InvalidInputException("values", $"The lookup has {kept.Count:N0} values; {MostValues:N0} is the most.");
        if (kept.Find(v => v.Length > LongestValue) is { } tooLong)
            throw new InvalidInputException("values", $"The value that begins with '{tooLong[..40]}' has {tooLong.Length:N0} characters; {LongestValue:N0} is the most.");
        if (kept.Find(v => v.Any(char.IsControl)) is not null)
            throw new InvalidInputException("values", "A value holds a line break or another control character; take it out.");
        return kept;
    }

    public void Forget(ChangeKind kind)
    {
        if (kind == ChangeKind.Lookup) _values.Forget();
    }

    void Changed(Guid id)
    {
        _values.Forget();
        _feed.Publish(new Change(ChangeKind.Lookup, id));
    }
}
