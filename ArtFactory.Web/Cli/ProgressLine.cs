using System.Globalization;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Web.Cli;

/// <summary>Shows how far an order or a copy is: a bar that redraws itself on a terminal, a line now and then elsewhere.</summary>
sealed class ProgressLine(TextWriter writer, bool isTerminal, TimeProvider time)
{
    const int Cells = 24;
    static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);
    readonly Lock _gate = new();
    readonly long _start = time.GetTimestamp();
    long _lastLine = time.GetTimestamp();
    long _lastBar;
    int? _doneAtStart;
    string _shown = "";

    public void Show(OrderSummary order)
    {
        var done = order.Completed + order.Failed + order.Cancelled;
        _doneAtStart ??= done;
        Draw(done, order.Items, Text(order, done));
    }

    public void Show(CopyStep step)
    {
        lock (_gate)
        {
            // A bar that redraws itself a thousand times a second slows down what it shows.
            if (_shown.Length > 0 && time.GetElapsedTime(_lastBar) < BarInterval) return;
            _lastBar = time.GetTimestamp();
            Draw(step.Done, step.Total, string.Create(CultureInfo.InvariantCulture, $"{step.What}, {(step.Total == 0 ? 100 : step.Done * 100 / step.Total)} %"));
        }
    }

    void Draw(long done, long total, string text)
    {
        if (text == _shown) return;
        if (isTerminal)
        {
            writer.Write($"\r{Bar(done, total)} {text}\u001b[K");
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

    static string Bar(long done, long total)
    {
        var filled = total == 0 ? 0 : (int)Math.Min(Cells, done * Cells / total);
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
