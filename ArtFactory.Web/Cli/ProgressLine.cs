using System.Globalization;
using ArtFactory.Engine.Orders;

namespace ArtFactory.Web.Cli;

/// <summary>Shows how far an order is: a bar that redraws itself on a terminal, a line now and then elsewhere.</summary>
sealed class ProgressLine(TextWriter writer, bool isTerminal, TimeProvider time)
{
    const int Cells = 24;
    static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    readonly long _start = time.GetTimestamp();
    long _lastLine = time.GetTimestamp();
    int? _doneAtStart;
    string _shown = "";

    public void Show(OrderSummary order)
    {
        var done = order.Completed + order.Failed + order.Cancelled;
        _doneAtStart ??= done;
        var text = Text(order, done);
        if (text == _shown) return;
        if (isTerminal)
        {
            writer.Write($"\r{Bar(done, order.Items)} {text}\u001b[K");
        }
        else
        {
            if (time.GetElapsedTime(_lastLine) < LineInterval) return;
            _lastLine = time.GetTimestamp();
            writer.WriteLine(text);
        }

        _shown = text;
    }

    /// <summary>Leaves the bar as it stands and goes to the next line.</summary>
    public void End()
    {
        if (isTerminal && _shown.Length > 0) writer.WriteLine();
    }

    string Text(OrderSummary order, int done)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {order.Items:N0}{(order.Expanding ? " so far" : "")}");
        if (order.Failed > 0) text += string.Create(CultureInfo.InvariantCulture, $", {order.Failed:N0} failed");
        if (order.Paused) return text + ", paused";
        var rate = (done - _doneAtStart!.Value) / Math.Max(0.001, time.GetElapsedTime(_start).TotalSeconds);
        if (rate <= 0) return text;
        text += string.Create(CultureInfo.InvariantCulture, $", {rate:0.0}/s");
        return done < order.Items && !order.Expanding ? $"{text}, {Duration(TimeSpan.FromSeconds((order.Items - done) / rate))} left" : text;
    }

    static string Bar(int done, int total)
    {
        var filled = total == 0 ? 0 : (int)((long)done * Cells / total);
        return $"[{new string('#', filled)}{new string('.', Cells - filled)}]";
    }

    internal static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        { TotalHours: < 36 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days"),
    };
}
