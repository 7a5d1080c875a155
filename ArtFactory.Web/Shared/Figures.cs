namespace ArtFactory.Web.Shared;

/// <summary>Numbers with their units.</summary>
public static class Figures
{
    /// <summary>"$0", "$0.024", "$12.50": at least two significant digits below a cent, never trailing noise.</summary>
    public static string Money(decimal amount) => amount switch
    {
        0 => "$0",
        < 0 => "-" + Money(-amount),
        < 0.000001m => "<$0.000001",
        < 1 => "$" + amount.ToString("0.00####"),
        _ => "$" + amount.ToString("#,##0.00"),
    };

    /// <summary>"812 B", "24 KB", "1.4 GB".</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        double value = bytes;
        var unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 || value >= 100 ? $"{value:0} {units[unit]}" : $"{value:0.#} {units[unit]}";
    }

    /// <summary>"1 order", "3 orders".</summary>
    public static string Count(long count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count:N0} {many ?? one + "s"}";
}
