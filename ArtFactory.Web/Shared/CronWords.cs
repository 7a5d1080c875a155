using System.Globalization;

namespace ArtFactory.Web.Shared;

/// <summary>When a job runs, said as people say it. What is not one of the usual forms stays as it is written.</summary>
public static class CronWords
{
    /// <summary>"every 5 minutes", "hourly at :20", "daily at 02:30 UTC", "Sundays at 04:00 UTC".</summary>
    /// <param name="cron">Five fields: minute, hour, day of the month, month, day of the week (0 is Sunday).</param>
    public static string Of(string cron) => cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [['*', '/', .. var minutes], "*", "*", "*", "*"] => minutes == "1" ? "every minute" : $"every {minutes} minutes",
        [var minute, "*", "*", "*", "*"] when Number(minute) is { } m => $"hourly at :{m:00}",
        [var minute, var hour, "*", "*", "*"] when (Number(minute), Number(hour)) is ({ } m, { } h) => $"daily at {h:00}:{m:00} UTC",
        [var minute, var hour, "*", "*", var day] when (Number(minute), Number(hour), Number(day)) is ({ } m, { } h, { } d and < 7) =>
            $"{CultureInfo.InvariantCulture.DateTimeFormat.DayNames[d]}s at {h:00}:{m:00} UTC",
        _ => cron,
    };

    static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
