namespace ArtFactory.Web.Shared;

/// <summary>Times and spans in words.</summary>
public static class Moments
{
    /// <summary>"just now", "5 min ago", "in 3 h", "yesterday", "4 days ago", or the date.</summary>
    public static string Relative(DateTime value, DateTime now)
    {
        var past = now - value;
        var ahead = past < TimeSpan.Zero;
        var span = past.Duration();
        if (span < TimeSpan.FromSeconds(45)) return ahead ? "in a moment" : "just now";
        if (span < TimeSpan.FromMinutes(60)) return Say($"{Math.Max(1, (int)Math.Round(span.TotalMinutes))} min");
        if (span < TimeSpan.FromHours(24)) return Say($"{(int)Math.Round(span.TotalHours)} h");
        if (span < TimeSpan.FromHours(48)) return ahead ? "tomorrow" : "yesterday";
        if (span < TimeSpan.FromDays(14)) return Say($"{(int)span.TotalDays} days");
        return value.Year == now.Year ? value.ToString("d MMM") : value.ToString("d MMM yyyy");

        string Say(string words) => ahead ? $"in {words}" : $"{words} ago";
    }

    /// <summary>"0:07", "3:20", "1:02:05": the length of a clip.</summary>
    public static string Clock(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return span.TotalHours >= 1 ? $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}" : $"{(int)span.TotalMinutes}:{span.Seconds:00}";
    }

    /// <summary>"8 s", "2 min 10 s", "1 h 5 min": how long something takes.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "under 1 s",
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => span.Seconds == 0 ? $"{(int)span.TotalMinutes} min" : $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => span.Minutes == 0 ? $"{(int)span.TotalHours} h" : $"{(int)span.TotalHours} h {span.Minutes} min",
    };
}
