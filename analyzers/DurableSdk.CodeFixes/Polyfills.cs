namespace System;

/// <summary>What the compiler asks for and netstandard2.0 lacks: list patterns.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
