// 7.1 Sentence labels to token labels
//
// A label for each sentence and the number of tokens of each sentence are given;
// what training wants is a label for each token. No sentence is padded: the
// result has exactly as many labels as there are tokens.
//
// Every size is an argument's, so the same program serves two sentences and two
// million. Labels and counts have to be equally many, and that is checked before
// anything is written.
//
// PYTHON: rint.repeat_interleave([0, 1], [3, 5], dim=0)
//
// RUN: rint-runner %s "--input=2xi64=[0, 1]" "--input=2xi64=[3, 5]" | FileCheck %s
// CHECK: {{^}}8xi64=[0, 0, 0, 1, 1, 1, 1, 1]{{$}}

func.func @main(%labels: tensor<?xi64>, %tokens: tensor<?xi64>) -> tensor<?xi64> {
  %r = rint.repeat_interleave %labels repeats(%tokens : tensor<?xi64>) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %r : tensor<?xi64>
}
