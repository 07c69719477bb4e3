// SPDX-License-Identifier: MIT
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Loads a rubric, scores two units, and says why the first has its points. */
public final class ScoreRubric {
    // The values are those of rubrics/vn-ca-mau-2013.json.
    private static final String UNITS =
            """
            [{"unit": "A", "1.1.1": "on_time", "1.1.2.tasks": true, "1.1.2.funding": true,
              "1.1.3": true, "1.1.4.done": 9, "1.1.4.planned": 10, "1.2.1.q1": true,
              "1.2.1.six_months": true, "1.2.1.q3": true, "1.2.1.year": false, "1.2.2": true},
             {"unit": "B", "1.1.1": "on_time", "1.1.2.tasks": true, "1.1.2.funding": true,
              "1.1.3": true, "1.1.4.done": 91, "1.1.4.planned": 100, "1.2.1.q1": true,
              "1.2.1.six_months": true, "1.2.1.q3": true, "1.2.1.year": true, "1.2.2": true}]
            """;

    private ScoreRubric() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Parindex.Plan plan = Parindex.Plan.load(args[0]);
                Parindex.Scores scores = plan.score(UNITS)) {
            out.printf("parindex %s, %d units\n", Parindex.engineVersion(), scores.size());
            out.println(scores.json());
            out.println(scores.explain("A", "1.1.4"));
        }
    }
}
