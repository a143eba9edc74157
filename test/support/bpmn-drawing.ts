/** A process as another tool draws it, with a gateway that is not taken over. */
export const BPMN_DRAWING = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
  <bpmn:process id="p" name="Cấp bản sao">
    <bpmn:startEvent id="s" />
    <bpmn:task id="t1" name="Tiếp nhận" />
    <bpmn:task id="t2" name="Lãnh đạo ký" />
    <bpmn:parallelGateway id="g" />
    <bpmn:endEvent id="e" />
    <bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="t1" />
    <bpmn:sequenceFlow id="f1" sourceRef="t1" targetRef="g" />
    <bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="t2" />
    <bpmn:sequenceFlow id="f3" sourceRef="t2" targetRef="e" />
  </bpmn:process>
</bpmn:definitions>`;
