namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>The numbers from one to another by a step, in exact decimals; never held all at once.</summary>
/// <param name="From">The first.</param>
/// <param name="Step">The distance, negative when the range descends.</param>
/// <param name="Count">How many there are.</param>
sealed record NumberRange(decimal From, decimal Step, Int128 Count)
{
    /// <summary>The range, or null and the reason when there is none.</summary>
    public static NumberRange? Create(decimal from, decimal to, decimal step, out string? error)
    {
        error = null;
        if (step == 0)
        {
            error = "A range needs a step other than 0.";
            return null;
        }
        step = Math.Abs(step);
        try
        {
            var distance = Math.Abs(to - from);
            var steps = decimal.Floor(distance / step);
            // The quotient is rounded at its 28th digit.
            if (steps * step > distance) steps--;
            return new(from, to < from ? -step : step, (Int128)steps + 1);
        }
        catch (OverflowException)
        {
            error = "This range has too many values; take a longer step or nearer ends.";
            return null;
        }
    }

    /// <summary>The number of that place, without zeros at its end.</summary>
    public decimal At(Int128 index) => (From + (decimal)index * Step) / 1.0000000000000000000000000000m;
}
