using System.Globalization;
using System.Text;
using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;

namespace ArtFactory.Imaging.Clips;

/// <summary>
/// Calls to ffmpeg and ffprobe. The container format is forced to the one its first bytes show, so that a playlist is never followed;
/// only the protocols for files and pipes are open; the name is given as <c>file:/…</c>, so that it is never taken for an option or a URL.
/// </summary>
internal static class Ffmpeg
{
    public const string Missing = "ffmpeg is not installed. Install the package ffmpeg to see posters, previews and waveforms.";

    /// <summary>Processor seconds; ffmpeg stops itself even if this process is gone.</summary>
    private const int ProcessorSeconds = 120;

    private const int MaxOutputBytes = 64 * 1024 * 1024;

    public static string? Path { get; } = ForeignTool.Find("ffmpeg");

    public static string? ProbePath { get; } = ForeignTool.Find("ffprobe");

    /// <summary>The version in ffmpeg's own words, or null when it is not there.</summary>
    public static async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        if (Path is null) return null;
        var output = Encoding.UTF8.GetString(await ForeignTool.OutputAsync(Path, ["-version"], MaxOutputBytes, cancellationToken));
        var words = output.Split(' ', 4);
        return words.Length > 2 ? words[2] : "unknown";
    }

    /// <summary>ffprobe's JSON about the container and its streams.</summary>
    public static Task<byte[]> ProbeAsync(string file, ContentType type, CancellationToken cancellationToken) => ForeignTool.OutputAsync(
        ProbePath ?? throw new RequestException(ImagingFailure.ToolMissing, Missing),
        [
            "-hide_banner", "-v", "error", .. Input(file, type, before: []), "-print_format", "json",
            "-show_entries", "format=duration:stream=codec_type,codec_name,width,height,avg_frame_rate,duration:stream_disposition=attached_pic:stream_side_data=rotation",
        ],
        1024 * 1024,
        cancellationToken);

    /// <summary>Decodes to standard output; <paramref name="before"/> go before the input, <paramref name="after"/> after it.</summary>
    public static Task<T> DecodeAsync<T>(
        string file,
        ContentType type,
        IEnumerable<string> before,
        IEnumerable<string> after,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) => ForeignTool.RunAsync(Program(), Arguments(file, type, before, after), read, cancellationToken);

    /// <summary>Like the other, with the output as bytes.</summary>
    public static Task<byte[]> DecodeAsync(string file, ContentType type, IEnumerable<string> before, IEnumerable<string> after, CancellationToken cancellationToken) =>
        ForeignTool.OutputAsync(Program(), Arguments(file, type, before, after), MaxOutputBytes, cancellationToken);

    public static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Program() => Path ?? throw new RequestException(ImagingFailure.ToolMissing, Missing);

    private static List<string> Arguments(string file, ContentType type, IEnumerable<string> before, IEnumerable<string> after) =>
    [
        "-nostdin", "-hide_banner", "-v", "error", "-timelimit", ProcessorSeconds.ToString(CultureInfo.InvariantCulture),
        "-threads", "1", "-filter_threads", "1", .. Input(file, type, before), "-sn", "-dn", .. after, "pipe:1",
    ];

    private static IEnumerable<string> Input(string file, ContentType type, IEnumerable<string> before) =>
        ["-protocol_whitelist", "file,pipe", .. before, "-f", type.Demuxer!, "-i", "file:" + file];
}
