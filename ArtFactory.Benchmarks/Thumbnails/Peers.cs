using System.Diagnostics;
using NetVips;

namespace ArtFactory.Benchmarks.Thumbnails;

/// <summary>How a peer is run.</summary>
internal enum PeerForm
{
    /// <summary>With its own defaults for effort and threads, as whoever installs it gets it.</summary>
    AsItComes,

    /// <summary>With our effort and a thread a process: the form that suits it best.</summary>
    Tuned,
}

/// <summary>The same three thumbnails by other means, all cores at work.</summary>
internal static class Peers
{
    private const int FilesAProcess = 20;
    private static readonly int[] Boxes = [800, 400, 150];

    /// <summary>Where a program is, leaving out stand-ins in local folders; null when it is not installed.</summary>
    public static string? Find(params string[] names) =>
        names.Select(name => Path.Combine("/usr/bin", name)).FirstOrDefault(File.Exists);

    /// <summary>One decode in a process a file, the sizes made one from the other.</summary>
    public static Task ImageMagickAsync(string program, PeerForm form, IReadOnlyList<string> files, string target) =>
        EachAsync(files, file =>
        {
            var stem = Path.Combine(target, Path.GetFileNameWithoutExtension(file));
            return RunAsync(program, form,
            [
                file, "-auto-orient", "-quality", "80", .. form == PeerForm.Tuned ? ["-define", "webp:method=2"] : Array.Empty<string>(),
                "-resize", "800x800>", "-write", $"{stem}-800.webp",
                "-resize", "400x400>", "-write", $"{stem}-400.webp",
                "-resize", "150x150>", $"{stem}-150.webp",
            ]);
        });

    /// <summary>Twenty files a process, a process a size, as many processes as cores.</summary>
    public static Task VipsThumbnailAsync(string program, PeerForm form, IReadOnlyList<string> files, string target)
    {
        var options = form == PeerForm.Tuned ? "[Q=80,effort=2,strip]" : "[Q=80,strip]";
        var jobs = files.Chunk(FilesAProcess).SelectMany(chunk => Boxes.Select(box => (Files: chunk, Box: box))).ToArray();
        return EachAsync(jobs, job => RunAsync(
            program, form,
            ["--size", $"{job.Box}x{job.Box}>", "-o", Path.Combine(target, $"%s-{job.Box}.webp{options}"), .. job.Files]));
    }

    /// <summary>Nothing but the library's calls, in a loop a core.</summary>
    public static Task BareAsync(IReadOnlyList<string> files, string target) => EachAsync(files, file => Task.Run(() =>
    {
        var stem = Path.Combine(target, Path.GetFileNameWithoutExtension(file));
        using var decoded = Image.Thumbnail(file, 800, height: 800, size: Enums.Size.Down);
        using var large = decoded.CopyMemory();
        Save(large, $"{stem}-800.webp");
        using var medium = large.ThumbnailImage(400, height: 400, size: Enums.Size.Down);
        Save(medium, $"{stem}-400.webp");
        using var small = large.ThumbnailImage(150, height: 150, size: Enums.Size.Down);
        Save(small, $"{stem}-150.webp");
    }));

    private static void Save(Image image, string path) => image.Webpsave(path, q: 80, effort: 2, keep: Enums.ForeignKeep.None);

    private static Task EachAsync<T>(IReadOnlyList<T> jobs, Func<T, Task> work) => Parallel.ForEachAsync(
        jobs,
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
        async (job, _) => await work(job));

    private static async Task RunAsync(string program, PeerForm form, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        if (form == PeerForm.Tuned)
        {
            // As many processes as cores run at once: a thread each.
            start.Environment["MAGICK_THREAD_LIMIT"] = "1";
            start.Environment["OMP_NUM_THREADS"] = "1";
            start.Environment["VIPS_CONCURRENCY"] = "1";
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {errors}");
    }
}
