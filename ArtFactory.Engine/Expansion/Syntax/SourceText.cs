namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>Text on its way through the stages, each character with its place in the field as it was typed.</summary>
sealed class SourceText
{
    readonly char[] _chars;
    readonly int[] _origins;
    readonly int _length;
    readonly int _end;

    SourceText(char[] chars, int[] origins, int length, string field, int end)
    {
        _chars = chars;
        _origins = origins;
        _length = length;
        _end = end;
        Field = field;
    }

    public string Field { get; }

    public int Length => _length;

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, _length);

    public char this[int index] => _chars[index];

    public static SourceText From(string text, string field)
    {
        var origins = new int[text.Length];
        for (var i = 0; i < origins.Length; i++) origins[i] = i;
        return new(Marks.Clean(text).ToCharArray(), origins, text.Length, field, text.Length);
    }

    /// <summary>Where a stretch of this text was typed; an empty one gives the place it stands at.</summary>
    public TextSpan Span(int start, int length)
    {
        if (length <= 0) return new(start < _length ? _origins[start] : _end, 0);
        var from = _origins[start];
        return new(from, Math.Max(0, _origins[start + length - 1] + 1 - from));
    }

    public TextSpan Span() => Span(0, _length);

    public SourceText Slice(int start, int length) =>
        new(_chars.AsSpan(start, length).ToArray(), _origins.AsSpan(start, length).ToArray(), length, Field, start + length < _length ? _origins[start + length] : _end);

    public override string ToString() => Chars.ToString();

    /// <summary>Builds a text out of stretches of others.</summary>
    public sealed class Builder(string field, int end, int capacity)
    {
        char[] _chars = new char[capacity];
        int[] _origins = new int[capacity];

        public int Length { get; private set; }

        public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

        public void Append(char c, int origin)
        {
            if (Length == _chars.Length) Grow(1);
            _chars[Length] = c;
            _origins[Length++] = origin;
        }

        /// <summary>Adds text that came out of one place, such as the value of a token.</summary>
        public void Append(ReadOnlySpan<char> text, int origin)
        {
            Grow(text.Length);
            text.CopyTo(_chars.AsSpan(Length));
            _origins.AsSpan(Length, text.Length).Fill(origin);
            Length += text.Length;
        }

        public void Append(SourceText text, int start, int length)
        {
            Grow(length);
            text._chars.AsSpan(start, length).CopyTo(_chars.AsSpan(Length));
            text._origins.AsSpan(start, length).CopyTo(_origins.AsSpan(Length));
            Length += length;
        }

        public void Truncate(int length) => Length = length;

        public SourceText Build() => new(_chars, _origins, Length, field, end);

        void Grow(int more)
        {
            if (Length + more <= _chars.Length) return;
            var size = Math.Max(Length + more, _chars.Length * 2 + 16);
            Array.Resize(ref _chars, size);
            Array.Resize(ref _origins, size);
        }
    }

    /// <summary>A builder for a text cut out of this one.</summary>
    public Builder Rebuild() => new(Field, _end, _length);
}
