package simulator.charsets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** A charset of one byte a character: ASCII below 128, a table of 128 characters above. */
final class SingleByte extends Charset {
    private static final char UNDEFINED = '\uFFFD';

    private final String table;

    SingleByte(String name, String[] aliases, String table) {
        super(name, aliases);
        if (table.length() != 128) {
            throw new IllegalArgumentException(name + ": " + table.length() + " characters");
        }
        this.table = table;
    }

    @Override
    public boolean contains(Charset other) {
        return other.name().equals("US-ASCII") || other.name().equals(name());
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    byte value = in.get(in.position());
                    char letter = value >= 0 ? (char) value : table.charAt(value & 0x7F);
                    if (letter == UNDEFINED) {
                        return CoderResult.unmappableForLength(1);
                    }
                    in.get();
                    out.put(letter);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1, 1) {
            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    char letter = in.get(in.position());
                    int place = letter < 128 ? letter : 128 + table.indexOf(letter);
                    if (letter >= 128 && (place == 127 || letter == UNDEFINED)) {
                        return CoderResult.unmappableForLength(1);
                    }
                    in.get();
                    out.put((byte) place);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }
}
