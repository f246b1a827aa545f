using System.Buffers.Binary;
using CsCheck;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Recordings;

public class WavReaderTests
{
    private static Recording Read(byte[] bytes, WavReadOptions? options = null) => WavReader.Read(new MemoryStream(bytes), options);

    private static string CodeOf(byte[] bytes, WavReadOptions? options = null) =>
        Assert.Throws<AudioFormatException>(() => Read(bytes, options)).Code;

    private static byte[] Pcm16(params short[] values)
    {
        var bytes = new byte[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), values[i]);
        }

        return bytes;
    }

    [Fact]
    public void Read_Pcm16_IsValueOver32768()
    {
        var recording = Read(new WavBytes { Data = Pcm16(0, 16384, -32768, 32767) }.ToArray());
        Assert.Equal(16_000, recording.SampleRateHz);
        Assert.Equal([0f, 0.5f, -1f, 32767f / 32768f], recording.Samples.ToArray());
    }

    [Theory]
    [InlineData(1, 8, new byte[] { 192 })]
    [InlineData(1, 24, new byte[] { 0, 0, 0x40 })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 0x40 })]
    [InlineData(3, 32, new byte[] { 0, 0, 0, 0x3F })]
    [InlineData(3, 64, new byte[] { 0, 0, 0, 0, 0, 0, 0xE0, 0x3F })]
    public void Read_AnyLinearEncoding_GivesOneHalf(ushort tag, ushort bits, byte[] data)
    {
        foreach (var extensible in new[] { false, true })
        {
            var recording = Read(new WavBytes { Tag = tag, Bits = bits, Data = data, Extensible = extensible }.ToArray());
            Assert.Equal(0.5f, Assert.Single(recording.Samples.ToArray()));
        }
    }

    [Theory]
    [InlineData(6, 0xD5, 8)]
    [InlineData(6, 0x2A, -32256)]
    [InlineData(7, 0xFF, 0)]
    [InlineData(7, 0x80, 32124)]
    [InlineData(7, 0x00, -32124)]
    public void Read_G711_GivesTheCodesOfTheRecommendation(ushort tag, byte code, int value)
    {
        var recording = Read(new WavBytes { Tag = tag, Bits = 8, Rate = 8000, Data = [code] }.ToArray());
        Assert.Equal(value / 32768f, Assert.Single(recording.Samples.ToArray()));
    }

    [Fact]
    public void Read_TwoChannels_MixesOrPicks()
    {
        var bytes = new WavBytes { Channels = 2, Data = Pcm16(16384, -16384, 8192, 24576) }.ToArray();
        Assert.Equal([0f, 0.5f], Read(bytes).Samples.ToArray());
        Assert.Equal(2, Read(bytes).SourceChannelCount);
        Assert.Equal([-0.5f, 0.75f], Read(bytes, new WavReadOptions { Channel = 1 }).Samples.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(bytes, new WavReadOptions { Channel = 2 }));
    }

    [Fact]
    public void Read_UnknownAndOddChunks_AreSkipped()
    {
        var bytes = new WavBytes { Data = Pcm16(1, 2), Extra = [("LIST", [1, 2, 3]), ("bext", new byte[5001])] }.ToArray();
        Assert.Equal(2, Read(bytes).SampleCount);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 36u)]
    [InlineData(0xFFFF_FFFFu, 0xFFFF_FFFFu)]
    [InlineData(0x7FFF_F000u, 0x7FFF_F024u)]
    public void Read_StreamedSizes_ReadsToTheEnd(uint dataSize, uint riffSize)
    {
        var bytes = new WavBytes { Data = Pcm16(1, 2, 3), DataSize = dataSize, RiffSize = riffSize }.ToArray();
        Assert.Equal(3, Read(bytes).SampleCount);
    }

    [Fact]
    public void Read_BadFiles_AreRefusedWithTheirCode()
    {
        var good = new WavBytes { Data = Pcm16(1, 2, 3, 4) }.ToArray();
        Assert.Equal("AUDIO_EMPTY", CodeOf([]));
        Assert.Equal("AUDIO_EMPTY", CodeOf(new WavBytes().ToArray()));
        Assert.Equal("AUDIO_NOT_WAV", CodeOf("Dear Sir, this is a letter and no sound."u8.ToArray()));
        Assert.Equal("AUDIO_NOT_WAV", CodeOf([1, 2, 3]));
        Assert.Equal("AUDIO_UNSUPPORTED", CodeOf(new WavBytes { Tag = 85, Data = [1, 2] }.ToArray()));
        Assert.Equal("AUDIO_UNSUPPORTED", CodeOf(new WavBytes { Rate = 400, Data = Pcm16(1) }.ToArray()));
        Assert.Equal("AUDIO_UNSUPPORTED", CodeOf(new WavBytes { Channels = 0, Data = Pcm16(1) }.ToArray()));
        Assert.Equal("AUDIO_NOT_FINITE", CodeOf(new WavBytes { Tag = 3, Bits = 32, Data = BitConverter.GetBytes(float.NaN) }.ToArray()));
        Assert.Equal("AUDIO_NOT_FINITE", CodeOf(new WavBytes { Tag = 3, Bits = 64, Data = BitConverter.GetBytes(1e300) }.ToArray()));
        for (var length = 4; length < good.Length; length++)
        {
            Assert.Equal("AUDIO_TRUNCATED", CodeOf(good[..length]));
        }
    }

    [Fact]
    public void Read_DeclaredTooLong_IsRefusedBeforeSamples()
    {
        var bytes = new WavBytes { Data = Pcm16(1), Rate = 8000, DataSize = 10 * 3600 * 8000 * 2 }.ToArray();
        Assert.Equal("AUDIO_TOO_LONG", CodeOf(bytes));
    }

    [Fact]
    public void Read_TenHourStream_IsRefusedAtTheLimit()
    {
        var header = new WavBytes { Tag = 7, Bits = 8, Rate = 8000, DataSize = uint.MaxValue, RiffSize = uint.MaxValue }.ToArray();
        using var stream = new EndlessAfter(header, 10L * 3600 * 8000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<AudioFormatException>(() => WavReader.Read(stream, new WavReadOptions { MaxDuration = TimeSpan.FromMinutes(5) }));
        Assert.Equal("AUDIO_TOO_LONG", error.Code);
        Assert.InRange(stream.Given, 0, 5 * 60 * 8000 + 100_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000_000);
    }

    [Fact]
    public void Read_HeaderThatClaimsMuch_AllocatesOnlyWhatArrives()
    {
        var bytes = new WavBytes { Data = Pcm16(1), DataSize = 200_000_000 }.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("AUDIO_TRUNCATED", CodeOf(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Read_RandomBytesAfterAHeader_NeverThrowsAnythingElse()
    {
        var good = new WavBytes { Data = new byte[64], Extra = [("LIST", [1, 2, 3])] }.ToArray();
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 60], Gen.Int[0, 44]).Sample((noise, at, keep) =>
        {
            foreach (var bytes in new[] { noise, [.. good[..keep], .. noise], Overwritten(good, noise, at) })
            {
                try
                {
                    var recording = Read(bytes, new WavReadOptions { MaxDuration = TimeSpan.FromMinutes(1) });
                    Assert.All(recording.Samples.ToArray(), x => Assert.True(float.IsFinite(x)));
                }
                catch (AudioFormatException)
                {
                }
            }
        });
    }

    [Fact]
    public void Read_WhatTheWriterWrote_IsTheSame()
    {
        Gen.Short.Array[1, 5000].Sample(values =>
        {
            var written = WavWriter.ToBytes(new Recording(values.Select(v => v / 32768f).ToArray(), 22_050));
            var back = Read(written);
            Assert.Equal(22_050, back.SampleRateHz);
            Assert.Equal(values.Select(v => v / 32768f), back.Samples.ToArray());
        }, iter: 50);
    }

    [Fact]
    public void Open_ReadInPieces_GivesTheSameSamples()
    {
        var bytes = new WavBytes { Channels = 2, Data = [.. Enumerable.Range(0, 40_000).Select(i => (byte)(i * 7))] }.ToArray();
        var whole = Read(bytes).Samples.ToArray();
        var wav = WavStream.Open(new DripStream(bytes));
        var piece = new float[333];
        var all = new List<float>();
        for (int n; (n = wav.Read(piece)) > 0;)
        {
            all.AddRange(piece[..n]);
        }

        Assert.Equal(whole, all);
    }

    private static byte[] Overwritten(byte[] good, byte[] noise, int at)
    {
        var bytes = (byte[])good.Clone();
        noise.AsSpan(0, Math.Min(noise.Length, Math.Min(8, bytes.Length - at))).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private sealed class EndlessAfter(byte[] head, long tail) : Stream
    {
        private long position;

        public long Given => position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (position < head.Length)
            {
                count = (int)Math.Min(count, head.Length - position);
                Array.Copy(head, position, buffer, offset, count);
            }
            else
            {
                count = (int)Math.Min(count, head.Length + tail - position);
                Array.Fill(buffer, (byte)0xFF, offset, count);
            }

            position += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>Gives one to seven bytes at a time, as a network does.</summary>
    private sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + (int)(Position % 7))]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + (int)(Position % 7)));
    }
}
