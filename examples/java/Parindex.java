// SPDX-License-Identifier: MIT
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** parindex from Java by JNA. Plans and scores are immutable: several threads may use one. */
public final class Parindex {
    /** The functions of parindex.h. */
    private interface Functions extends Library {
        int parindex_c_version();

        String parindex_engine_version();

        String parindex_last_error();

        Pointer parindex_text_data(Pointer text);

        Size parindex_text_size(Pointer text);

        void parindex_text_free(Pointer text);

        int parindex_rubric_load(String path, PointerByReference rubric, PointerByReference issues);

        void parindex_rubric_free(Pointer rubric);

        int parindex_plan_compile(
                Pointer rubric, PointerByReference plan, PointerByReference issues);

        void parindex_plan_free(Pointer plan);

        int parindex_score_json(
                Pointer plan, byte[] json, Size size, Pointer options, PointerByReference scores,
                PointerByReference issues);

        Size parindex_scores_size(Pointer scores);

        int parindex_scores_json(Pointer scores, PointerByReference json);

        int parindex_explain(Pointer scores, String unit, String code, PointerByReference json);

        int parindex_rank(
                Pointer scores, String code, PointerByReference json, PointerByReference issues);

        void parindex_scores_free(Pointer scores);
    }

    /** size_t. */
    public static final class Size extends IntegerType {
        private static final long serialVersionUID = 1;

        public Size() {
            this(0);
        }

        public Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** A call that failed; the message has its issues as JSON, or a sentence. */
    public static final class CallException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** The parindex_status. */
        public final int status;

        CallException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private static final int INTERFACE = 1; // the PARINDEX_C_VERSION of this file
    private static final Functions C =
            Native.load(
                    "parindex_c", Functions.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

    static {
        if (C.parindex_c_version() != INTERFACE) {
            throw new UnsatisfiedLinkError("parindex_c has interface " + C.parindex_c_version());
        }
    }

    private Parindex() {}

    public static String engineVersion() {
        return C.parindex_engine_version();
    }

    /** A text of the library, released; null for none. */
    private static String take(Pointer text) {
        if (text == null) {
            return null;
        }
        try {
            int size = C.parindex_text_size(text).intValue();
            byte[] bytes = C.parindex_text_data(text).getByteArray(0, size);
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            C.parindex_text_free(text);
        }
    }

    private static void check(int status, PointerByReference issues) {
        String found = issues == null ? null : take(issues.getValue());
        if (status != 0) {
            throw new CallException(status, found != null ? found : C.parindex_last_error());
        }
    }

    /** A handle, to be closed when no other thread uses it. */
    private abstract static class Handle implements AutoCloseable {
        private final Consumer<Pointer> free;
        private Pointer pointer;

        Handle(Pointer pointer, Consumer<Pointer> free) {
            this.pointer = pointer;
            this.free = free;
        }

        Pointer pointer() {
            if (pointer == null) {
                throw new IllegalStateException("closed");
            }
            return pointer;
        }

        @Override
        public void close() {
            free.accept(pointer); // which may be null
            pointer = null;
        }
    }

    /** A rubric prepared for scoring. */
    public static final class Plan extends Handle {
        private Plan(Pointer pointer) {
            super(pointer, C::parindex_plan_free);
        }

        /** The plan of a rubric file. */
        public static Plan load(String path) {
            PointerByReference rubric = new PointerByReference();
            PointerByReference plan = new PointerByReference();
            PointerByReference issues = new PointerByReference();
            check(C.parindex_rubric_load(path, rubric, issues), issues);
            try {
                check(C.parindex_plan_compile(rubric.getValue(), plan, issues), issues);
            } finally {
                C.parindex_rubric_free(rubric.getValue());
            }
            return new Plan(plan.getValue());
        }

        /** The scores of units, which are an array of objects in JSON. */
        public Scores score(String units) {
            byte[] json = units.getBytes(StandardCharsets.UTF_8);
            PointerByReference scores = new PointerByReference();
            PointerByReference issues = new PointerByReference();
            Size size = new Size(json.length);
            check(C.parindex_score_json(pointer(), json, size, null, scores, issues), issues);
            return new Scores(scores.getValue());
        }
    }

    /** The results of a table; every text is JSON. */
    public static final class Scores extends Handle {
        private Scores(Pointer pointer) {
            super(pointer, C::parindex_scores_free);
        }

        public int size() {
            return C.parindex_scores_size(pointer()).intValue();
        }

        public String json() {
            PointerByReference text = new PointerByReference();
            check(C.parindex_scores_json(pointer(), text), null);
            return take(text.getValue());
        }

        /** Why a unit has the points of a node; null: the total. */
        public String explain(String unit, String code) {
            PointerByReference text = new PointerByReference();
            check(C.parindex_explain(pointer(), unit, code, text), null);
            return take(text.getValue());
        }

        /** The ranking by the rule of a node; null: the total. */
        public String rank(String code) {
            PointerByReference text = new PointerByReference();
            PointerByReference issues = new PointerByReference();
            check(C.parindex_rank(pointer(), code, text, issues), issues);
            return take(text.getValue());
        }
    }
}
