namespace ArtFactory.Tests.Fakes.S3;

/// <summary>What the fake does wrong with one request.</summary>
public abstract record S3Trouble
{
    /// <summary>An error, before anything is done.</summary>
    public sealed record Refuse(int Status, string Code, IReadOnlyDictionary<string, string>? Headers = null) : S3Trouble;

    /// <summary>The connection breaks before anything is done.</summary>
    public sealed record Drop : S3Trouble;

    /// <summary>It is done, but the connection breaks before the answer.</summary>
    public sealed record DropAnswer : S3Trouble;

    /// <summary>The answer's body breaks off half way.</summary>
    public sealed record Truncate : S3Trouble;

    /// <summary>The answer is well formed, but holds only the first half.</summary>
    public sealed record Shorten : S3Trouble;

    /// <summary>One bit of the answer's body is wrong.</summary>
    public sealed record Flip : S3Trouble;

    /// <summary>Half of what arrived is kept, and that is said to be all.</summary>
    public sealed record KeepHalf : S3Trouble;

    /// <summary>The answer to the joining of parts begins with 200, and its body is an error; nothing is done.</summary>
    public sealed record ErrorInBody(string Code) : S3Trouble;

    /// <summary>No answer until the client has left.</summary>
    public sealed record Silence : S3Trouble;

    /// <summary>The request waits for this before it is looked at.</summary>
    public sealed record WaitFor(Task Gate) : S3Trouble;

    public static S3Trouble SlowDown { get; } = new Refuse(503, "SlowDown");

    public static S3Trouble InternalError { get; } = new Refuse(500, "InternalError");
}
